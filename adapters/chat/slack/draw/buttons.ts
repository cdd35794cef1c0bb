import type { types } from '@slack/bolt';
import { type Button, flagOf, type Invocation, type Locale, lineOf } from '#kit';
import { limits } from '../limits/table.ts';
import { cut, oneLine, plainText } from './escape.ts';
import type { Write } from './room.ts';
import { words } from './words.ts';

/** Everything that can be pressed or chosen in a message has an action id that begins so; its value is the invocation. */
export const pressed = 'press:';

export interface Pressing {
  readonly locale: Locale;
  readonly write: Write;
  /** An action id that no other element of the message has. */
  readonly nextId: () => string;
}

export function pressing(locale: Locale, write: Write): Pressing {
  let count = 0;
  return { locale, write, nextId: () => `${pressed}${++count}` };
}

/** A row of buttons; those for which there is no room are said as lines to type. */
export function buttonBlocks(buttons: readonly Button[], at: Pressing): readonly types.KnownBlock[] {
  const drawn = buttons.slice(0, limits.actions).map((button) => [button, drawButton(button, at)] as const);
  const elements = drawn.flatMap(([, element]) => element ?? []);
  const rest = [...drawn.flatMap(([button, element]) => (element ? [] : [button])), ...buttons.slice(limits.actions)];
  return [...(elements.length === 0 ? [] : [{ type: 'actions' as const, elements }]), ...typedLines(rest, at.locale)];
}

export function drawButton({ label, press, style }: Button, at: Pressing): types.Button | undefined {
  const value = at.write(press, limits.button.value);
  if (value === '' || value.length > limits.button.value) return undefined;
  return {
    type: 'button',
    action_id: at.nextId(),
    text: plainText(oneLine(label) || press.command, limits.button.text),
    value,
    ...(style ? { style } : {}),
  };
}

/** What could not be offered to press, as far as a few lines can say it. */
export function typedLines(buttons: readonly Button[], locale: Locale): readonly types.ContextBlock[] {
  if (buttons.length === 0) return [];
  const most = 3;
  const lines = buttons.slice(0, most).map(({ press }) => cut(oneLine(typed(press)), 150));
  const more = buttons.length > most ? [words(locale).more(buttons.length - most)] : [];
  return [note(words(locale).typeIt([...lines, ...more].join(', ')), 800)];
}

/** The line that does the same. */
export const typed = ({ command, args }: Invocation): string =>
  `/${[command, lineOf(Object.entries(args).map(([name, value]) => (value === 'true' ? flagOf(name) : `${flagOf(name)}=${value}`)))].join(' ').trim()}`;

/** Said more quietly. */
export const note = (text: string, most: number): types.ContextBlock => ({
  type: 'context',
  elements: [plainText(text, most)],
});
