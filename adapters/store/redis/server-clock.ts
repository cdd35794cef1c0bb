/** What time it is for all processes on one server, however the clocks of their hosts differ. */
export interface ServerClock {
  now(): number;
  /** Asks the server again; a failure leaves what was known. */
  measure(): Promise<void>;
}

interface Options {
  /** Milliseconds since 1970, as the server has it. */
  ask(): Promise<number>;
  /** The clock of this host, and one that nobody sets. */
  readonly here?: () => number;
  readonly steady?: () => number;
}

/** Hosts that agree so well need no help, and their times stay as they are: a question takes its time as well. */
const agree = 1_000;

export function createServerClock({ ask, here = Date.now, steady = () => performance.now() }: Options): ServerClock {
  let server: { readonly at: number; readonly mark: number } | undefined;
  return {
    now() {
      const own = here();
      if (!server) return own;
      const there = server.at + (steady() - server.mark);
      return Math.abs(there - own) < agree ? own : Math.round(there);
    },
    async measure() {
      const asked = steady();
      const at = await ask();
      // The answer is as old as half of the way there and back.
      server = { at, mark: (asked + steady()) / 2 };
    },
  };
}
