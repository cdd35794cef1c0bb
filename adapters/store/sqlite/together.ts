import type { Database } from './database.ts';

export interface Together {
  /** Once everything that has already arrived was read, with all of it. */
  gather<T>(write: () => T): Promise<T>;
  /** At once; while others are being gathered, among them. */
  join<T>(write: () => T): Promise<T>;
}

interface Waiting {
  /** Writes, and says what to do once it is safe. */
  write(): () => void;
  refuse(error: unknown): void;
}

/** Small writes of nearly the same time share one commit, and so one wait for the disk. */
export function writesTogether(db: Database): Together {
  let waiting: Waiting[] = [];

  function commit(): void {
    const all = waiting;
    waiting = [];
    try {
      for (const answer of db.whole(() => all.map(({ write }) => write()))) answer();
    } catch (error) {
      for (const { refuse } of all) refuse(error);
    }
  }

  function gather<T>(write: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      waiting.push({
        write() {
          const value = write();
          return () => resolve(value);
        },
        refuse: reject,
      });
      if (waiting.length === 1) setImmediate(commit);
    });
  }

  return { gather, join: async (write) => (waiting.length > 0 ? gather(write) : write()) };
}
