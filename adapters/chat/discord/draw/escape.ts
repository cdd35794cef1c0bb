import { visible } from '#kit';

/**
 * The text as Discord prints it letter by letter: no emphasis, spoiler, heading, list, mention, emoji code or link that
 * says something else than where it goes. Nothing invisible is put in, so what is copied is the text.
 */
export const escaped = (text: string, lines: 'one' | 'many' = 'one'): string =>
  visible(text.toWellFormed(), lines)
    // At odd places stand the addresses; a backslash in one would be part of it.
    .split(address)
    .map((part, at) => (at % 2 === 1 ? part : words(part)))
    .join('')
    .replace(lineStart, '$1\\$2')
    .replace(numbered, '$1\\$2');

/** Text for a block of code, where only the end of the block means something. */
export const inFence = (text: string): string =>
  // A space that cannot be seen is the only thing that keeps three backticks apart: nothing is escaped in there.
  visible(text.toWellFormed(), 'many').replace(/`(?=``)/g, '`\u200b');

/** Lines of code between fences; empty where there is nothing to show. */
export const fenced = (code: string): string => (code.trim() === '' ? '' : `\`\`\`\n${code}\n\`\`\``);

const words = (text: string): string =>
  text
    .replace(/[\\*_~|`<[\]]/g, '\\$&')
    // `:smile:` becomes a picture where it is shown; `12:30:45` does not.
    .replace(/:(?=(?!\d{1,2}:)[\w+-]+:)/g, '\\:')
    .replaceAll('://', '\\://')
    .replace(/@(?=everyone|here)/g, '\\@');

const address = /((?<=^|\s)https?:\/\/[a-zA-Z0-9.\-/:?=&%+,;]*[a-zA-Z0-9/](?=$|\s))/;
const lineStart = /^([^\S\n]*)([#>+-])/gm;
const numbered = /^([^\S\n]*\d+)([.)])(?=\s)/gm;
