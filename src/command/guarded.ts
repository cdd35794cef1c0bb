import { mayAnswer } from '../access/access.ts';
import type { Person } from '../chat.ts';
import type { OperationsDesk } from '../engine/desk.ts';
import type { Store } from '../store.ts';
import type { Settings } from './command.ts';
import { OnlyPlanned } from './planned.ts';

/**
 * What a command may do with operations: by whom the words were said, and once for each event. A second delivery of the
 * same press must not answer a second question.
 */
export function guarded(
  engine: OperationsDesk,
  store: Pick<Store, 'heard'>,
  event: string,
  now: () => number,
  planned: boolean,
): OperationsDesk {
  const once = async (act: string, run: () => Promise<void>): Promise<void> => {
    if (planned) throw new OnlyPlanned();
    if (await store.heard(`${event}/${act}`, now())) await run();
  };
  const answer = async (id: string, value: unknown, by: Person): Promise<void> => {
    const refusal = mayAnswer(by, (await engine.read(id)).head);
    if (refusal) throw refusal;
    await once(`answer ${id}`, () => engine.answer(id, value, by));
  };
  return {
    list: (filter) => engine.list(filter),
    read: (id) => engine.read(id),
    view: (kept, locale) => engine.view(kept, locale),
    title: (head) => engine.title(head),
    stepName: (head, step) => engine.stepName(head, step),
    refuseBusy: (things) => engine.refuseBusy(things),
    question: (kept, locale) => engine.question(kept, locale),
    cancel: (id, by) => once(`cancel ${id}`, () => engine.cancel(id, by)),
    undo: (id, by) => once(`undo ${id}`, () => engine.undo(id, by)),
    retry: (id, by) => once(`retry ${id}`, () => engine.retry(id, by)),
    answer,
  };
}

/** The same for what people tell Hoist to remember. */
export const guardedSettings = (settings: Settings, planned: boolean): Settings =>
  planned
    ? {
        ...settings,
        setLocale: () => Promise.reject(new OnlyPlanned()),
        setCloud: () => Promise.reject(new OnlyPlanned()),
      }
    : settings;
