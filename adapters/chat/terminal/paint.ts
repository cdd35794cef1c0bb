import type { Env } from '#kit';

/** Colours of a terminal, or none. A colour only repeats what a mark or a word says. */
export interface Paint {
  bold(text: string): string;
  quiet(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  busy(text: string): string;
}

/** NO_COLOR wins over FORCE_COLOR, as no-color.org asks; without either a colour needs a terminal that knows them. */
export function paintFor(env: Env, tty: boolean): Paint {
  if (env.NO_COLOR) return plain;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return env.FORCE_COLOR === '0' ? plain : colours;
  return tty && env.TERM !== 'dumb' ? colours : plain;
}

const same = (text: string) => text;
export const plain: Paint = { bold: same, quiet: same, good: same, bad: same, busy: same };

const colour = (on: number, off: number) => (text: string) => (text === '' ? '' : `\x1b[${on}m${text}\x1b[${off}m`);
export const colours: Paint = {
  bold: colour(1, 22),
  quiet: colour(2, 22),
  good: colour(32, 39),
  bad: colour(31, 39),
  busy: colour(36, 39),
};
