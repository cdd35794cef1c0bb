import { setTimeout as sleep } from 'node:timers/promises';
import type { Kept, OperationId } from '../../src/kit.ts';
import type { Town } from './town.ts';

const ann = { id: 'web:local:ann', name: 'ann' };
const bob = { id: 'web:local:bob', name: 'bob' };
const where = { chat: 'web', channel: 'general' };
const ends = ['done', 'undone', 'stuck'];

/** How long a person says the same thing again, and waits for an end. */
const patience = 120_000;

export interface Lives {
  /** All that was begun, in order. */
  readonly begun: readonly OperationId[];
  readonly ended: number;
  /** What is in the cloud when everything has ended, one line a thing. */
  readonly left: ReadonlySet<string>;
  /** Until so many operations have ended. */
  over(): Promise<void>;
}

interface Wish {
  readonly operations: number;
  readonly together: number;
  readonly random: (below: number) => number;
  /** Waited for before anything is said. */
  pace?(): Promise<void>;
}

/**
 * Machines that are started, now and then cancelled on the way, stopped, and whose disks are deleted: by words, which are
 * said again with the same event when nobody could answer, as a platform does.
 */
export function live(
  town: Pick<Town, 'desk' | 'engine' | 'store'>,
  { operations, together, random, pace }: Wish,
): Lives {
  const { desk, engine, store } = town;
  const begun: OperationId[] = [];
  const left = new Set<string>();
  let [said, ended, machines] = [0, 0, 0];
  const plans = Array.from({ length: operations }, () => ({
    cancelled: random(16) === 0 ? random(400) : undefined,
    stays: random(40) === 0,
  }));

  async function lane(): Promise<void> {
    while (said < operations) {
      const plan = plans[machines];
      const name = `m-${machines++}`;
      if ((await say(`gpu setup base-image --name ${name}`, plan?.cancelled)) !== 'done') continue;
      for (const line of [`machine ${name}`, `address of ${name}`, `port of ${name}`, `disk ${name}-boot`])
        left.add(line);
      if (plan?.stays && machines < 60) continue;
      if ((await say(`gpu stop ${name}`)) !== 'done') continue;
      for (const line of [`machine ${name}`, `address of ${name}`, `port of ${name}`]) left.delete(line);
      if ((await say(`disk delete ${name}-boot --confirm ${name}-boot`)) === 'done') left.delete(`disk ${name}-boot`);
    }
  }

  /** Says it once, however often that takes, and answers how it ended; undefined when enough was said. */
  async function say(words: string, cancelAfter?: number): Promise<string | undefined> {
    if (said >= operations) return undefined;
    const event = `event ${said++}`;
    await pace?.();
    const id = await heard(event, words);
    begun.push(id);
    if (cancelAfter !== undefined) {
      await sleep(cancelAfter);
      // Too late, or nobody there to hear it: then it is not cancelled.
      await engine.cancel(id, ann).catch(() => undefined);
    }
    const { head } = await end(id);
    ended += 1;
    return head.state;
  }

  async function heard(event: string, words: string): Promise<OperationId> {
    for (const since = Date.now(); ; await sleep(100)) {
      const { signal } = new AbortController();
      const answer = await desk.hear({ id: event, who: ann, where, locale: 'en', body: { words } }, signal);
      if (answer.kind === 'began') return answer.operation;
      if (Date.now() - since > patience) throw new Error(`"${words}" was answered: ${JSON.stringify(answer)}`);
    }
  }

  async function end(id: OperationId): Promise<Kept> {
    for (const since = Date.now(); ; await sleep(150)) {
      const kept = await store.read(id).catch(() => undefined);
      if (kept && ends.includes(kept.head.state)) return kept;
      // The word that was said beforehand got lost with the process that should have given it.
      // Where another person has to agree, one does.
      const by = kept?.head.approval ? bob : ann;
      if (kept?.head.state === 'waiting') await engine.answer(id, { yes: true }, by).catch(() => undefined);
      if (Date.now() - since > patience) throw new Error(`${id} did not end: ${JSON.stringify(kept)}`);
    }
  }

  const lanes = Promise.all(Array.from({ length: together }, lane));
  return {
    begun,
    get ended() {
      return ended;
    },
    left,
    async over() {
      await lanes;
    },
  };
}
