import { type Locale, phrases } from '#kit';
import { clip } from './clip.ts';
import { escaped, fenced, inFence } from './escape.ts';

/** One line before it is known how much room there is. Only `mark` and `tail` are Discord's own markup already. */
export interface Line {
  readonly mark?: string;
  readonly strong?: string;
  readonly plain?: string;
  readonly tail?: string;
  readonly quiet?: true;
}

/** Lines that belong together; where there is no room for all, the rest is counted. */
export type Passage =
  | {
      readonly kind: 'lines';
      readonly lines: readonly Line[];
      /** The line that has to be seen, whatever is left out. */
      readonly focus?: number;
    }
  | { readonly kind: 'code'; readonly lines: readonly string[] };

/** The passage in at most so many characters of Discord's markup. */
export function passageText(passage: Passage, room: number, locale: Locale): string {
  if (passage.kind === 'code') return codeText(passage.lines, room, locale);
  const whole = passage.lines.map((line) => lineText(line));
  if (lengthOf(whole) <= room) return whole.join('\n');
  const { before } = say(locale);
  const aside = Math.max(moreOf(whole.length, locale).length, quiet(before(whole.length)).length) + 1;
  const spare = room - 2 * aside;
  const from = startFor(whole, passage.focus ?? 0, spare);
  const shown = whole.slice(from, from + fitting(whole.slice(from), spare));
  const left = spare - lengthOf(shown) - 1;
  const next = passage.lines[from + shown.length];
  // The beginning of a long line says more than that there is another one.
  if (next && (shown.length === 0 || left > worthwhile)) shown.push(lineText(next, Math.max(0, left)));
  const rest = whole.length - from - shown.length;
  const kept = [...(from > 0 ? [quiet(before(from))] : []), ...shown, ...(rest > 0 ? [moreOf(rest, locale)] : [])];
  return kept.filter((line) => line !== '').join('\n');
}

export const moreOf = (count: number, locale: Locale): string => quiet(say(locale).more(count));

const quiet = (text: string): string => `-# ${text}`;

const worthwhile = 80;

const say = phrases({
  en: {
    more: (count: number) => `and ${count} more`,
    before: (count: number) => `${count} before`,
    cut: 'cut off here: too long for one message',
  },
  ru: {
    more: (count) => `и ещё ${count}`,
    before: (count) => `ранее: ${count}`,
    cut: 'обрезано: не помещается в одно сообщение',
  },
  ko: {
    more: (count) => `외 ${count}개`,
    before: (count) => `이전 ${count}개`,
    cut: '여기서 잘림: 한 메시지에 담기에는 너무 깁니다',
  },
});

/** The line in Discord's markup; what is said of a thing gives way before its name does. */
function lineText({ mark = '', strong = '', plain = '', tail = '', quiet }: Line, most = Infinity): string {
  const lead = quiet ? '-# ' : mark;
  const room = most - lead.length - tail.length;
  const name = strong.trim() === '' ? '' : `**${clip(strong.trim(), Math.max(1, room - 4), escaped)}**`;
  const rest = clip(plain, Math.max(0, room - name.length), escaped);
  return name + rest + tail === '' ? '' : lead + name + rest + tail;
}

/** From where lines are shown so that the one in focus is among them. */
function startFor(lines: readonly string[], focus: number, room: number): number {
  return fitting(lines, room) > focus ? 0 : Math.max(0, focus - 1);
}

function fitting(lines: readonly string[], room: number): number {
  let used = -1;
  const at = lines.findIndex((line) => {
    used += line.length + 1;
    return used > room;
  });
  return at < 0 ? lines.length : at;
}

const lengthOf = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + line.length + 1, -1);

function codeText(lines: readonly string[], room: number, locale: Locale): string {
  const whole = lines.map(inFence);
  const fence = fenced('x').length - 1;
  if (whole.join('').trim() === '' || lengthOf(whole) + fence <= room) return fenced(whole.join('\n'));
  const spare = room - fence - 1;
  const more = (shown: number) => moreOf(lines.length - shown, locale);
  const shown = fitting(whole, spare - more(0).length);
  if (shown > 0) return `${fenced(whole.slice(0, shown).join('\n'))}\n${more(shown)}`;
  const cut = quiet(say(locale).cut);
  return `${fenced(clip(lines[0] ?? '', Math.max(0, spare - cut.length), inFence))}\n${cut}`.trim();
}
