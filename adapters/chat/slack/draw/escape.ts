import type { types } from '@slack/bolt';

/** Nothing to see, and not a space to Slack: it takes the meaning from the mark beside it. */
export const joiner = '\u2060';

/**
 * The text as it can safely stand anywhere: what is not a character is shown as one, and what would reorder or obey is
 * shown for what it is.
 */
export const shown = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replace(/[\x00-\x09\x0b-\x1f]/g, (control) =>
      control === '\t' ? '  ' : String.fromCodePoint(0x2400 + (control.codePointAt(0) ?? 0)),
    )
    .replace(/[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '\ufffd');

/** The same on one line, for titles, labels and cells. */
export const oneLine = (text: string): string => shown(text).replaceAll('\n', ' ');

/**
 * Text for a field that knows no markup. Slack reads `&lt;` as `<` even there, so the mark and its word are parted.
 */
export const bare = (text: string): string => text.replace(/&(?=(?:amp|lt|gt);)/g, `&${joiner}`);

/** Text for mrkdwn and for the text of a message, printed as it is: no mention, link, style, quote or emoji comes of it. */
export const escaped = (text: string): string =>
  text
    .replace(/(?<![\p{L}\p{N}])[*_~`]|[*_~`](?![\p{L}\p{N}])/gu, `${joiner}$&${joiner}`)
    .replace(/:(?=[\w+'-]+:)/g, `:${joiner}`)
    .replace(/^(?=>)/gm, joiner)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

/** As many characters as Slack counts, which are those of the escaped text; a character is never halved. */
export function cut(text: string, most: number): string {
  if (weight(text) <= most) return text;
  let kept = '';
  let room = most - 1;
  for (const char of text) {
    room -= weight(char);
    if (room < 0) break;
    kept += char;
  }
  return `${kept.trimEnd()}…`;
}

/** Words with their style, for places that know mrkdwn; as much of the text as fits once it is escaped. */
export function mrkdwn(text: string, most: number, style: (escaped: string) => string = (it) => it): string {
  for (let room = most; ; room = Math.floor(room * 0.8)) {
    const drawn = style(escaped(cut(shown(text), room)));
    if (drawn.length <= most || room < 2) return drawn;
  }
}

/** A text object without markup; `most` is what its place takes. Empty text is no text to Slack. */
export const plainText = (text: string, most: number): types.PlainTextElement => ({
  type: 'plain_text',
  text: cut(bare(shown(text)), most) || joiner,
  emoji: false,
});

/** Slack keeps `&`, `<` and `>` as entities and may count them so. */
const weight = (text: string): number => text.length + (text.match(/[&<>]/g)?.length ?? 0) * 4;
