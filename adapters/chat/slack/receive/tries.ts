import { z } from 'zod';
import type { Memory } from '#kit';
import type { Submission } from './inbound.ts';
import type { Said } from './said.ts';

/**
 * A form that was refused stays open as it is, and what is sent next bears the same names: so what was refused is counted.
 * All else that is sent a second time is the same, also when it was sent by somebody whom Slack told of a trouble.
 */
export interface Tries {
  keyOf(said: Said, submission: Submission): Promise<string>;
  refused(submission: Submission): Promise<void>;
}

const kept = z.object({ at: z.number(), count: z.number(), trigger: z.string() });

export function createTries(memory: Memory, now: () => number): Tries {
  const name = ({ view, hash }: Submission) => `tries/${view}:${hash}`;
  const before = async (submission: Submission) => kept.safeParse(await memory.get(name(submission))).data;
  return {
    async keyOf({ id }, submission) {
      const { count, trigger } = (await before(submission)) ?? { count: 0, trigger: undefined };
      // The one that was refused, on its way once more.
      const nth = submission.trigger !== '' && submission.trigger === trigger ? count - 1 : count;
      return nth === 0 ? id : `${id}:${nth}`;
    },
    async refused(submission) {
      const { count } = (await before(submission)) ?? { count: 0 };
      await memory.put(name(submission), { at: now(), count: count + 1, trigger: submission.trigger });
    },
  };
}
