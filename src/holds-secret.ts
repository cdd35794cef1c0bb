import type { Answer } from './chat.ts';

/** Was what was said refused for a secret in it? Then nobody keeps it. */
export const holdsSecret = (answer: Answer): boolean =>
  answer.kind === 'view' && !answer.outcome.ok && answer.outcome.reason.secret === true;
