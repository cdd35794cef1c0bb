import type { Invocation } from '#kit';

/**
 * The words of a command line as one line for the desk. A shell has already taken the quotes away,
 * so every word that is more than plain letters is quoted again and arrives unharmed.
 */
export const lineOf = (words: readonly string[]): string =>
  words.map((word) => optionOf(word, quoted) ?? quoted(word)).join(' ');

/** An invocation as somebody would type it at Hoist's own prompt. */
export const atPrompt = (press: Invocation): string => spelled(press, quoted);

/** An invocation as somebody would type it in a shell, after `hoist` or however this process was run. */
export const inShell =
  (prefix: string) =>
  (press: Invocation): string =>
    `${prefix}${spelled(press, quotedForShell)}`;

function spelled({ command, args }: Invocation, quote: (text: string) => string): string {
  const options = Object.entries(args).map(([name, value]) =>
    value === 'true' ? `--${name}` : `--${name} ${quote(value)}`,
  );
  return [command, ...options].join(' ');
}

/** A flag stays one: only the value behind `=` is quoted. Long dashes come from phones and from pasted text. */
function optionOf(word: string, quote: (text: string) => string): string | undefined {
  const option = /^([-\u2010-\u2015\u2212]{1,2}[A-Za-z][\w-]*)(?:=(.*))?$/s.exec(word);
  if (!option) return undefined;
  return option[2] === undefined ? word : `${option[1]}=${quote(option[2])}`;
}

const plain = /^[\w./:@%+,][\w./:@%+,-]*$/;

const quoted = (text: string): string => (plain.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`);

function quotedForShell(text: string): string {
  if (plain.test(text)) return text;
  // What cannot be seen is spelled by its number, so that the line can be copied: bash, zsh and ksh know $'…'.
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text))
    return `$'${text.replace(/['\\]|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, numbered)}'`;
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function numbered(found: string): string {
  if (found === "'" || found === '\\') return `\\${found}`;
  return `\\U${(found.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`;
}
