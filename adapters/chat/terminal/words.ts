import { flagOf, type Invocation } from '#kit';

/** An invocation as somebody would type it at Hoist's own prompt. */
export const atPrompt = (press: Invocation): string => spelled(press, quoted);

/** An invocation as somebody would type it in a shell, after `hoist` or however this process was run. */
export const inShell =
  (prefix: string) =>
  (press: Invocation): string =>
    `${prefix}${spelled(press, quotedForShell)}`;

function spelled({ command, args }: Invocation, quote: (text: string) => string): string {
  const options = Object.entries(args).map(([name, value]) => {
    if (value === 'true') return flagOf(name);
    // A flag takes no word behind it.
    return value === 'false' ? `${flagOf(name)}=false` : `${flagOf(name)} ${quote(value)}`;
  });
  return [command, ...options].join(' ');
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
