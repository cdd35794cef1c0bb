/** What a person typed, from what Slack makes of it: links, mentions and entities are words again. */
export function typed(text: string): string {
  return text
    .replace(/<([^<>]*)>/g, (_, inside: string) => wordsOf(inside))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();
}

/** The same without the mention that it begins with: that is how the bot is called. */
export const calledWith = (text: string): string => typed(text.replace(/^\s*<@[A-Z0-9]+(?:\|[^>]*)?>[:,]?\s*/, ''));

function wordsOf(inside: string): string {
  const [target = '', label] = inside.split('|', 2);
  const mark = /^[@#!]/.exec(target)?.[0];
  // A link that somebody typed is shown by its label; a mention needs its sign to be one.
  if (mark === undefined) return label ?? target.replace(/^mailto:/, '');
  const name = label?.replace(/^[@#]/, '') || target.slice(1);
  return `${mark === '#' ? '#' : '@'}${name}`;
}
