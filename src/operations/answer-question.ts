import { type Answer, Failure, type OperationId, phrases, type Turn } from '#kit';

const say = phrases({
  en: { none: 'Nothing waits for your answer.' },
  ru: { none: 'Вашего ответа ничего не ждёт.' },
  ko: { none: '답변을 기다리는 것이 없습니다.' },
});

interface Said {
  readonly yes: boolean;
  /** Why not, in the words of whoever says no. */
  readonly reason?: string;
}

/** Answers the question of the operation; without one said, the only one that waits for this person, or a form. */
export async function answerQuestion(
  turn: Turn,
  typed: string | undefined,
  said: Said,
  seen?: string,
): Promise<Answer> {
  if (typed !== undefined) return answer((await turn.operations.read(typed)).head.id);
  const waiting = await waitingFor(turn);
  const [only] = waiting;
  if (!only) throw new Failure('not-found', (l) => say(l).none);
  if (waiting.length === 1 && !said.yes) return answer(only.id);
  const choices = waiting.map((head) => ({ value: head.id, about: turn.operations.title(head)(turn.locale) }));
  return turn.askFor(['operation'], { choices: { operation: choices } });

  async function answer(id: OperationId): Promise<Answer> {
    await turn.operations.answer(id, said, turn.who, seen);
    return turn.follow(id);
  }
}

/** Operations that wait for an answer of this person. */
export const waitingFor = async (turn: Turn) =>
  (await turn.operations.list({ states: ['waiting'], limit: 100 })).filter((head) => turn.mayAnswer(head));
