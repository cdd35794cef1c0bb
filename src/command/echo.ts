const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;
const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** What was said, fit to be said back: short, and with everything visible that would not be. */
export function echo(text: string, most = 60): string {
  const chars = [...text.slice(0, most * 4)];
  const cut = chars.length > most;
  const seen = (cut ? chars.slice(0, most - 1).join('') : text).replace(unseen, visible);
  return cut ? `${seen}…` : seen;
}

const visible = (char: string): string => short[char] ?? `\\u{${char.codePointAt(0)?.toString(16)}}`;
