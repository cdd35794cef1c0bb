/** Slack's no: HTTP 200 with `ok: false` and a word. */
export class Refusal extends Error {
  readonly word: string;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(word: string, more: Readonly<Record<string, unknown>> = {}) {
    super(`Slack says ${word} ${JSON.stringify(more)}`);
    this.word = word;
    this.more = more;
  }
}

export function refuse(word: string, messages: readonly string[] = []): never {
  throw new Refusal(
    word,
    messages.length > 0 ? { response_metadata: { messages: messages.map((one) => `[ERROR] ${one}`) } } : {},
  );
}
