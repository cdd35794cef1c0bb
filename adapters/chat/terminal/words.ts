import type { Invocation } from '#kit';

/**
 * The words of a command line as one line for the desk. A shell has already taken the quotes away,
 * so every word that is more than plain letters is quoted again and arrives unharmed.
 */
export const lineOf = (words: readonly string[]): string => words.map(quoted).join(' ');

/** An invocation as somebody would type it after `hoist`. */
export function typed({ command, args }: Invocation): string {
  return [
    command,
    ...Object.entries(args).map(([name, value]) => (value === 'true' ? `--${name}` : `--${name} ${quoted(value)}`)),
  ].join(' ');
}

function quoted(word: string): string {
  const option = /^(--?[a-z][a-z0-9-]*)(?:=(.*))?$/s.exec(word);
  if (option) return option[2] === undefined ? word : `${option[1]}=${quotedValue(option[2])}`;
  return quotedValue(word);
}

const quotedValue = (text: string): string =>
  /^[\w./:@%+,~][\w./:@%+,~-]*$/.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;
