/** How many columns the text takes in a terminal or any font of one width. */
export function width(text: string): number {
  // Most texts are plain ASCII, and segmenting is a hundred times dearer than counting.
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let columns = 0;
  for (const { segment } of graphemes(text)) columns += columnsOf(segment);
  return columns;
}

export function pad(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
  const gap = ' '.repeat(Math.max(0, columns - width(text)));
  return align === 'right' ? gap + text : text + gap;
}

/** The texts padded to one width; a text that is longer than most columns are does not push the others away. */
export function column(texts: readonly string[], most = 48): readonly string[] {
  const widest = Math.max(0, ...texts.map(width).filter((each) => each <= most));
  return texts.map((text) => pad(text, widest));
}

/** The beginning that fits, with `…` where something is missing. */
export function shorten(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of graphemes(text)) {
    const more = columnsOf(segment);
    if (used + more > columns - 1) break;
    kept += segment;
    used += more;
  }
  return columns > 0 ? `${kept}…` : '';
}

/** The text in lines of at most so many columns, broken between words; a longer word stays whole. */
export function wrapped(text: string, columns: number): readonly string[] {
  if (width(text) <= columns) return [text];
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && width(last) + 1 + width(word) <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/**
 * Control characters in a name could move a terminal's cursor, and hide or reorder what is read anywhere.
 * Each is shown as its picture or its number instead. Line breaks stay where `lines` allows them.
 */
export function visible(text: string, lines: 'one' | 'many' = 'one'): string {
  return text.replace(unsafe, (found) => {
    if (found === '\n' && lines === 'many') return found;
    if (found === '\r\n') return lines === 'many' ? '\n' : '␍␊';
    const code = found.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    if (code === 0x7f) return '␡';
    return `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`;
  });
}

// Takes nine milliseconds to make, and a bot that starts has nothing to measure.
let segmenter: Intl.Segmenter | undefined;
const graphemes = (text: string): Intl.Segments =>
  (segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })).segment(text);

// C0, DEL, C1, line and paragraph separators, and the invisible characters that reorder or hide text.
const unsafe =
  /\r\n|[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

// East Asian wide and full-width blocks. Half-width forms (U+FF61…FFDC) are of the same scripts and are narrow.
const wide =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{17000}-\u{18cff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]/u;

function columnsOf(grapheme: string): number {
  if (/^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]+$/u.test(grapheme)) return 0;
  // A text symbol followed by U+FE0F is drawn as an emoji, two columns wide.
  if (grapheme.includes('\ufe0f') || /\p{Emoji_Presentation}/u.test(grapheme)) return 2;
  return wide.test(grapheme) ? 2 : 1;
}
