import { Failure } from '../failure.ts';
import { phrases, said } from '../phrases.ts';
import { Busy, type Held } from '../refused-writes.ts';
import type { Head, OperationState, Store } from '../store.ts';
import type { AnyOperation, Thing } from './operation.ts';

const say = phrases({
  en: {
    busy: (name: string, id: string, by: string) => `${name} is busy with ${id}, started by ${by}.`,
    show: 'Show it',
  },
  ru: {
    busy: (name, id, by) => `${name}: уже идёт операция ${id}, её начал(а) ${by}.`,
    show: 'Показать',
  },
  ko: {
    busy: (name, id, by) => `${name}: ${by} 님이 시작한 ${id} 작업이 진행 중입니다.`,
    show: '작업 보기',
  },
});

/** Does it, or says which operation works on one of these things, and whose it is. */
export async function unlessBusy<T>(store: Store, things: readonly Thing[], act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw error instanceof Busy ? await busyFailure(store, things, error) : error;
  }
}

/** Refuses early what would be refused when it begins. */
export async function refuseBusy(store: Store, things: readonly Thing[], but?: OperationState): Promise<void> {
  const held = await store.holder(things.map(({ key }) => key));
  if (held && but !== undefined && (await store.read(held.by))?.head.state === but) return;
  if (held) throw await busyFailure(store, things, new Busy(held));
}

/** What the input of the operation is about. The code may have changed since it was begun. */
export function thingsOf(operation: AnyOperation | undefined, input: unknown): readonly Thing[] {
  const parsed = operation?.input.safeParse(input);
  return parsed?.success ? (operation?.about?.(parsed.data) ?? []) : [];
}

/** As a store keeps it. */
export const aboutOf = (things: readonly Thing[]): Pick<Head, 'about'> =>
  things.length === 0 ? {} : { about: things.map(({ key }) => key) };

async function busyFailure(store: Store, things: readonly Thing[], cause: Busy): Promise<Failure> {
  const { thing, by }: Held = cause.held;
  const name = things.find(({ key }) => key === thing)?.name ?? thing;
  const head = (await store.read(by))?.head;
  return new Failure('conflict', (l) => say(l).busy(name, by, head?.who.name ?? by), {
    cause,
    next: [{ label: said((l) => say(l).show), press: { command: 'op show', args: { operation: by } } }],
  });
}
