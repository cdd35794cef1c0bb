/** What can be made to go wrong with one call. */
export type Fault =
  /** The work is done and the connection breaks before the answer. */
  | { readonly lose: 'reply' }
  /** The connection breaks before anything is done. */
  | { readonly lose: 'request' }
  /** An answer that is none of the call's own: a 502, a 503, a 403 with a code. */
  | { readonly status: number; readonly code?: number; readonly message?: string }
  /** A 429 out of nowhere; `after` in milliseconds. */
  | { readonly after: number; readonly scope?: 'user' | 'global' | 'shared' };

export interface Held {
  /** Resolves when so many calls stand and wait. */
  reached(calls?: number): Promise<void>;
  /** Lets all of them go on, and those that come later too. */
  release(): void;
}

export interface Faults {
  /** The next `times` calls of the route go wrong so: `PATCH /channels/:channel/messages/:message`. */
  fault(route: string, fault: Fault, times?: number): void;
  /** Calls of the route are taken in and wait, before anything is done. */
  hold(route: string): Held;
  /** The fault of this call, if it is to have one. */
  next(route: string): Fault | undefined;
  wait(route: string): Promise<void>;
}

export function openFaults(
  known: (route: string) => boolean,
  changed: () => void,
  until: (look: () => boolean) => Promise<unknown>,
): Faults {
  const faults = new Map<string, Fault[]>();
  const held = new Map<string, { waiting: number; open: boolean }>();
  const check = (route: string) => {
    if (!known(route)) throw new Error(`no such route: ${route}`);
  };
  return {
    fault(route, fault, times = 1) {
      check(route);
      const those = faults.get(route) ?? [];
      for (let count = 0; count < times; count++) those.push(fault);
      faults.set(route, those);
    },
    hold(route) {
      check(route);
      const door = { waiting: 0, open: false };
      held.set(route, door);
      return {
        reached: async (calls = 1) => void (await until(() => door.waiting >= calls)),
        release() {
          door.open = true;
          held.delete(route);
          changed();
        },
      };
    },
    next: (route) => faults.get(route)?.shift(),
    async wait(route) {
      const door = held.get(route);
      if (!door) return;
      door.waiting++;
      changed();
      await until(() => door.open);
    },
  };
}
