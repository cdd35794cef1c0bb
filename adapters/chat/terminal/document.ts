import type { Answer, Kept, Locale, Reason } from '#kit';

/** What `--json` prints for an answer: its data, or why there is none. */
export function answerDocument(answer: Extract<Answer, { kind: 'view' }>): unknown {
  if (answer.data !== undefined) return answer.data;
  if (answer.outcome.ok) return { message: answer.view.title };
  const { reason } = answer.outcome;
  return { error: { code: reason.code, message: answer.view.title, ...more(reason, 'en') } };
}

/** What `--json` prints where values are missing that nobody can be asked for. */
export const missingDocument = (message: string, hints: readonly string[]): unknown => ({
  error: { code: 'usage', message, ...(hints.length > 0 ? { hint: hints.join('\n') } : {}) },
});

/** What `--json` prints for an operation: how it ended and what came of it. */
export function operationDocument({ head, entries }: Kept): unknown {
  const ended = entries.findLast((entry) => entry.kind === 'ended');
  const failed = entries.findLast((entry) => entry.kind === 'failed');
  return {
    operation: head.id,
    name: head.operation,
    state: head.state,
    ...(ended?.value === undefined ? {} : { value: ended.value }),
    ...(failed && head.state !== 'done'
      ? { error: { code: failed.reason.code, message: failed.reason.said.en, ...more(failed.reason, 'en') } }
      : {}),
    ...(ended?.left && ended.left.length > 0 ? { left: ended.left } : {}),
  };
}

function more(reason: Reason, locale: Locale): object {
  return {
    ...(reason.hint ? { hint: reason.hint[locale] } : {}),
    ...(reason.next ? { next: reason.next.map((next) => next.press) } : {}),
  };
}
