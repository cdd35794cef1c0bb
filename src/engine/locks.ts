import type { Person } from '../chat.ts';
import type { Head } from '../store.ts';
import type { Clock } from './clock.ts';
import type { Course } from './course.ts';
import { disturbedBack, lockAmong, refuseLocked } from './locked.ts';
import type { AnyOperation, World } from './operation.ts';

interface Options {
  readonly operations: ReadonlyMap<string, AnyOperation>;
  readonly world: World;
  readonly clock: Clock;
}

type Begun = Pick<Head, 'operation' | 'input' | 'who'>;

/** What people may not do to operations because of a lock, or because what was done stands. */
export function createLocks({ operations, world, clock }: Options) {
  const known = ({ operation: name, input }: Begun) => {
    const operation = operations.get(name);
    const parsed = operation?.input.safeParse(input);
    return operation && parsed?.success ? { operation, input: parsed.data } : undefined;
  };

  /** Whoever presses waits for it. */
  const asking = (who: Person) => ({ who, now: clock.now(), signal: AbortSignal.timeout(10_000) });

  return {
    /** A yes to what a lock forbids would only end it: it is not taken, and what was asked goes on waiting. */
    async refuseYes(head: Begun): Promise<void> {
      const found = known(head);
      const disturbed = found?.operation.disturbs?.(found.input) ?? [];
      if (disturbed.length === 0) return;
      // Where the cloud does not say, it is asked again before anything is done.
      const locked = await lockAmong(world, disturbed, asking(head.who)).catch(() => undefined);
      if (locked) throw locked;
    },
    /** What was done is taken back unless it stands, or a lock came upon it since. */
    async refuseBack(head: Begun, course: Course, by: Person): Promise<void> {
      const found = course.done ? known(head) : undefined;
      const stands = found?.operation.stands?.(found.input);
      if (stands) throw stands;
      await refuseLocked(world, disturbedBack(found?.operation, head, course), asking(by));
    },
  };
}
