/** What a person reads on the screen, and what Slack made of the words beyond printing them. */
export interface Reading {
  readonly words: string;
  readonly markup: readonly string[];
}

/** Every text of a message or view, as Slack's clients print it. */
export function read(drawn: unknown): Reading {
  const texts = [...textsOf(drawn)];
  return { words: texts.map(({ words }) => words).join('\n'), markup: texts.flatMap(({ markup }) => markup) };
}

function* textsOf(value: unknown): Generator<Reading> {
  if (Array.isArray(value)) for (const each of value) yield* textsOf(each);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const it: Readonly<Record<string, unknown>> = { ...value };
  if (typeof it.text === 'string') {
    if (it.type === 'mrkdwn' || it.type === undefined) yield readMrkdwn(it.text);
    // Rich text prints what it is given; in plain text only the entities are read.
    else yield it.type === 'text' ? printed(it.text) : printed(entities(it.text));
  }
  for (const key of ['title', 'caption'] as const) if (typeof it[key] === 'string') yield printed(entities(it[key]));
  for (const [key, each] of Object.entries(it)) if (key !== 'value') yield* textsOf(each);
}

const printed = (words: string): Reading => ({ words: words.replaceAll('\u2060', ''), markup: [] });

const entities = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Our own style is taken off first: a bold first line, a box around everything. What is found then was not meant. */
export function readMrkdwn(text: string): Reading {
  const boxed = /^```\n(?<inside>.*)\n```$/s.exec(text)?.groups?.inside;
  if (boxed !== undefined) return { ...printed(entities(boxed)), markup: boxed.match(/<[^>]*>|```/g) ?? [] };
  const plain = text.replace(/^\*(.+)\*(?=\n|$)/, '$1');
  const markup = [/<[^>]*>/g, /:[\w+'-]+:/g, /^(?:>|&gt;)/gm, styled].flatMap((pattern) => plain.match(pattern) ?? []);
  return { ...printed(entities(plain)), markup };
}

/** A mark after a beginning, a space or a bracket, closed by the same mark before something that is no letter. */
const styled =
  /(?<=^|[\s\p{P}\p{S}])(?<mark>[*_~`])(?![\s\u2060*_~`])[^\n]*?(?<![\s\u2060])\k<mark>(?![\p{L}\p{N}\u2060])/gmu;
