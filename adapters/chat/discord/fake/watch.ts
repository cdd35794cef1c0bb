export interface Watch {
  changed(): void;
  /** What `look` finds, as soon as it finds something; it is asked again whenever something changed. */
  until<Found>(look: () => Found | undefined | false): Promise<Found>;
  close(): void;
}

interface Waiting {
  look(): boolean;
  stop(): void;
}

/** Waiting for what a bot does, without asking how long it takes. */
export function openWatch(): Watch {
  const waiting = new Set<Waiting>();
  const changed = () => {
    for (const each of waiting) if (each.look()) waiting.delete(each);
  };
  // Time may be a test's own, and nobody tells us when it passes.
  const clock = setInterval(changed, 10);
  clock.unref();
  return {
    changed,
    until(look) {
      return new Promise((resolve, reject) => {
        const each: Waiting = {
          look() {
            const found = look();
            if (found === undefined || found === false) return false;
            resolve(found);
            return true;
          },
          stop: () => reject(new Error('the fake Discord was closed while something was still waited for')),
        };
        if (!each.look()) waiting.add(each);
      });
    },
    close() {
      clearInterval(clock);
      for (const each of waiting) each.stop();
      waiting.clear();
    },
  };
}
