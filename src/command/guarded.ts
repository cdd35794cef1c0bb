import { courseOf } from '../engine/course.ts';
import type { OperationsDesk } from '../engine/desk.ts';
import { openStep } from '../engine/present.ts';
import type { Failure } from '../failure.ts';
import type { Head, Store } from '../store.ts';
import type { Settings } from './command.ts';
import { OnlyPlanned } from './planned.ts';

/**
 * What a command may do with operations: by whom the words were said, and once for each event. A second delivery of the
 * same press must not answer a second question.
 */
export function guarded(engine: OperationsDesk, store: Pick<Store, 'heard'>, by: Guard): OperationsDesk {
  const once = async (act: string, run: () => Promise<void>): Promise<void> => {
    if (by.planned) throw new OnlyPlanned();
    if (await store.heard(`${by.event}/${act}`, by.now())) await run();
  };
  const unlessRefused = async (id: string, act: string, run: () => Promise<void>): Promise<void> => {
    const refusal = by.refusal((await engine.read(id)).head);
    if (refusal) throw refusal;
    await once(act, run);
  };
  const unlessNotTheirs = async (id: string, refusalOf: Guard['answering']): Promise<void> => {
    const { head, entries } = await engine.read(id);
    // Where nothing is asked any more, who has decided it says more than who may.
    const refusal = openStep(courseOf(entries)) === undefined ? undefined : refusalOf(head);
    if (refusal) throw refusal;
  };
  return {
    list: (filter) => engine.list(filter),
    read: (id) => engine.read(id),
    view: (kept, locale) => engine.view(kept, locale),
    title: (head) => engine.title(head),
    stepName: (head, step) => engine.stepName(head, step),
    refuseBusy: (things, but) => engine.refuseBusy(things, but),
    question: (kept, locale) => engine.question(kept, locale),
    cancel: (id, by) => unlessRefused(id, `cancel ${id}`, () => engine.cancel(id, by)),
    undo: (id, by) => unlessRefused(id, `undo ${id}`, () => engine.undo(id, by)),
    retry: (id, by) => unlessRefused(id, `retry ${id}`, () => engine.retry(id, by)),
    async answer(id, value, who, seen) {
      await unlessNotTheirs(id, by.answering);
      await unlessRefused(id, `answer ${id}`, () => engine.answer(id, value, who, seen));
    },
    async toggle(id, toggle, on, who) {
      await unlessNotTheirs(id, by.choosing);
      await unlessRefused(id, `toggle ${id} ${toggle}`, () => engine.toggle(id, toggle, on, who));
    },
    async remind(id, who) {
      await unlessNotTheirs(id, by.choosing);
      await unlessRefused(id, `remind ${id}`, () => engine.remind(id, who));
    },
  };
}

export interface Guard {
  readonly event: string;
  readonly planned: boolean;
  now(): number;
  /** Why it is not for them to act on this operation. */
  refusal(head: Head): Failure | undefined;
  /** Why its question is not theirs to answer. */
  answering(head: Head): Failure | undefined;
  /** Why it is not for them to do anything about it before it is decided. */
  choosing(head: Head): Failure | undefined;
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
