/** One word of a line, with its quotes taken off. */
export interface Token {
  readonly text: string;
  /** How many characters from the beginning stood outside quotes: only there can a flag or a separator be. */
  readonly plain: number;
  /** Where it stands in the line. */
  readonly start: number;
  readonly end: number;
  /** The quote that was opened here and never closed. */
  readonly open?: string;
}

const doubles = '"“”„‟«»＂';
const singles = "'‘’‚‛‹›＇";
const space = /[\p{White_Space}\u180e\u2800\u3164]/u;
/**
 * Characters nobody sees and keyboards put in: zero widths, soft hyphen, direction marks and isolates, byte order mark.
 * Overrides of direction no keyboard puts in: they stay, and are refused.
 */
const invisible = /[\u00ad\u061c\u200b-\u200f\u2060-\u2064\u2066-\u2069\ufeff]/u;
const dashes = /^[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]+/u;

/**
 * Words of a line as people type them, on phones too: any kind of quote, dash and space. A quote opens only at the
 * beginning of a word or of a value (`--name="my box"`), so that an apostrophe inside a word stays what it is.
 */
export function tokens(line: string): readonly Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < line.length) {
    const char = charAt(line, at);
    if (space.test(char) || invisible.test(char)) at += char.length;
    else {
      const token = readToken(line, at);
      found.push(token);
      at = token.end;
    }
  }
  return found;
}

/** The text as a word of a line: in quotes where `tokens` would read it as something else. */
export function quote(text: string): string {
  const plain =
    text !== '' &&
    !dashes.test(text) &&
    (!/^[\p{L}\p{N}_-]*:/u.test(text) || text.includes('://')) &&
    [...text].every((char) => !space.test(char) && kindOf(char) === undefined);
  if (plain) return text;
  return `"${text.replace(new RegExp(`[\\\\${doubles}]`, 'gu'), '\\$&')}"`;
}

function readToken(line: string, start: number): Token {
  let text = '';
  let plain = Number.POSITIVE_INFINITY;
  let open: string | undefined;
  let at = start;
  while (at < line.length) {
    const char = charAt(line, at);
    if (open === undefined && space.test(char)) break;
    at += char.length;
    if (invisible.test(char)) continue;
    const next = charAt(line, at);
    if (open !== undefined && char === '\\' && (next === '\\' || kindOf(next) === open)) {
      // As in a shell: a backslash is one, except before another and before the quote.
      text += next;
      at += next.length;
    } else if (open !== undefined && kindOf(char) === open) open = undefined;
    else if (open !== undefined) text += /[^\p{Cc}]/u.test(char) && space.test(char) ? ' ' : straight(char);
    else if (kindOf(char) && canOpen(text)) {
      plain = Math.min(plain, text.length);
      open = kindOf(char);
    } else text += straight(char);
  }
  return { ...withFlag(text, plain), start, end: at, ...(open ? { open } : {}) };
}

/** Phones turn two dashes into one long one. */
function withFlag(text: string, plain: number): Pick<Token, 'text' | 'plain'> {
  const run = dashes.exec(text.slice(0, plain === Number.POSITIVE_INFINITY ? undefined : plain))?.[0];
  const next = run === undefined ? '' : charAt(text, run.length);
  const ends = next === '' && run !== undefined && (run === '--' || (run.length === 1 && run !== '-'));
  if (run === undefined || (!ends && (run === '-' || !/\p{L}/u.test(next)))) return { text, plain };
  return { text: `--${text.slice(run.length)}`, plain: plain + 2 - run.length };
}

const charAt = (line: string, at: number): string => {
  const point = line.codePointAt(at);
  return point === undefined ? '' : String.fromCodePoint(point);
};

const kindOf = (char: string): string | undefined =>
  char === '' ? undefined : doubles.includes(char) ? '"' : singles.includes(char) ? "'" : undefined;
const straight = (char: string): string => kindOf(char) ?? char;
const canOpen = (text: string): boolean => text === '' || /^[-\u2010-\u2015\u2212]*[\p{L}\p{N}_-]+[=:]$/u.test(text);
