import { z } from 'zod';
import type { Person } from '../chat.ts';
import { Failure } from '../failure.ts';
import { isSame } from '../people.ts';
import { type Phrase, phrases, said } from '../phrases.ts';
import type { Head, Kept, OperationId } from '../store.ts';
import type { Clock } from './clock.ts';
import type { Course } from './course.ts';
import type { Entry } from './journal.ts';
import type { AnyOperation, World } from './operation.ts';
import { seenOf } from './present.ts';
import { type Call, walk } from './walk.ts';

const say = phrases({
  en: {
    another: 'The plan is another one since this card was drawn.',
    notAgreed: 'Nothing was agreed to: look at the plan as it is now.',
    look: 'Show it',
    notYours: (name: string) => `Only ${name} may answer this.`,
    badAnswer: 'That is not an answer to its question.',
    twice: (left: number) => `You have approved this already; it waits for ${left} more.`,
    denied: (name: string) => `denied by ${name}`,
    why: (what: string, reason: string) => `${what}: ${reason}`,
    cancelled: (name: string) => `cancelled by ${name}`,
  },
  ru: {
    another: 'С тех пор как показали эту карточку, план изменился.',
    notAgreed: 'Согласие не засчитано: посмотрите план, каким он стал.',
    look: 'Показать',
    notYours: (name) => `Ответить может только ${name}.`,
    badAnswer: 'Это не ответ на вопрос операции.',
    twice: (left) => `Вы это уже одобрили; нужно ещё: ${left}.`,
    denied: (name) => `отказ: ${name}`,
    why: (what, reason) => `${what}. Причина: ${reason}`,
    cancelled: (name) => `отменено: ${name}`,
  },
  ko: {
    another: '이 카드가 표시된 뒤 계획이 바뀌었습니다.',
    notAgreed: '승인되지 않았습니다. 지금의 계획을 확인하세요.',
    look: '보기',
    notYours: (name) => `${name} 님만 답할 수 있습니다.`,
    badAnswer: '이 질문에 맞는 답이 아닙니다.',
    twice: (left) => `이미 승인하셨습니다. 앞으로 ${left}명이 더 승인해야 합니다.`,
    denied: (name) => `${name} 님이 거부함`,
    why: (what, reason) => `${what}: ${reason}`,
    cancelled: (name) => `${name} 님이 취소함`,
  },
});

interface Asking {
  readonly operations: ReadonlyMap<string, AnyOperation>;
  readonly world: World;
  readonly clock: Clock;
  mayAnswer(head: Head, by: Person): boolean;
  /** Throws where a lock forbids what a yes would begin. */
  refuseLocked(head: Head): Promise<void>;
}

/** Where it waits for people. */
interface Question {
  readonly kept: Kept;
  readonly course: Course;
  readonly step: string;
}

interface Answer {
  readonly value: unknown;
  readonly by: Person;
  /** Of the plan that stood beside the button. */
  readonly seen: string | undefined;
}

/** The entry that an answer is, or the failure that says why it is none. */
export async function answered(
  on: Asking,
  { kept, course, step }: Question,
  { value, by, seen }: Answer,
): Promise<Entry> {
  const { head } = kept;
  const at = on.clock.now();
  if (!on.mayAnswer(head, by)) throw notYours(head.who);
  const shape = await shapeOf(on, kept, course, step);
  if (!shape?.safeParse(value).success) throw new Failure('usage', (l) => say(l).badAnswer);
  const no = noOf(value);
  if (no) return { at, kind: 'failed', step, ...refusal(head, no, by) };
  const { agreed = [], began, toggled } = course.steps.get(step) ?? {};
  if (toggled || (seen !== undefined && seen !== seenOf(began?.print))) throw another(head.id);
  const print = began?.print === undefined ? {} : { print: began.print };
  const wanted = head.approval?.count ?? 1;
  if (agreed.some((one) => isSame(by, one.by)))
    throw new Failure('conflict', (l) => say(l).twice(wanted - agreed.length));
  await on.refuseLocked(head);
  if (agreed.length + 1 < wanted) return { at, kind: 'agreed', step, by, ...print };
  return { at, kind: 'answered', step, value, by, ...print };
}

export const notYours = ({ name }: Person): Failure => new Failure('denied', (l) => say(l).notYours(name));

export const cancelledBy =
  ({ name }: Person): Phrase =>
  (l) =>
    say(l).cancelled(name);

/** A no is a cancel that names its step. */
function refusal(head: Head, { reason: why }: No, by: Person) {
  const what: Phrase = head.approval ? (l) => say(l).denied(by.name) : cancelledBy(by);
  const words: Phrase = (l) => (why === undefined ? what(l) : say(l).why(what(l), why));
  return { reason: { code: 'cancelled', said: said(words) } as const, by, ...(why === undefined ? {} : { why }) };
}

/** The shape is known to the code only, so the code is walked to where it asks. */
async function shapeOf(on: Asking, { head }: Kept, course: Course, step: string) {
  const operation = on.operations.get(head.operation);
  if (!operation) return undefined;
  const walked = await walk(operation, head.input, on.world, course, {
    arrive: async (call) => ({ stop: call.name === step ? shapeAt(call) : undefined }),
  });
  return walked.kind === 'stopped' ? walked.at : undefined;
}

const consent = z.object({ yes: z.boolean() });

const shapeAt = (call: Call): z.ZodType | undefined =>
  call.kind === 'answer' ? call.ask.shape : call.kind === 'agree' ? consent : undefined;

const another = (id: OperationId): Failure =>
  new Failure('conflict', (l) => say(l).another, {
    hint: (l) => say(l).notAgreed,
    next: [{ label: said((l) => say(l).look), press: { command: 'op show', args: { operation: id } } }],
  });

const no = z.object({ yes: z.literal(false), reason: z.string().exactOptional() });
type No = z.infer<typeof no>;

const noOf = (value: unknown): No | undefined => no.safeParse(value).data;
