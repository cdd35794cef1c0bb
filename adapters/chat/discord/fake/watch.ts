export interface Watch {
  changed(): void;
  /** What `look` finds, as soon as it finds something; it is asked again whenever something changed. */
  until<Found>(look: () => Found | undefined | false): Promise<Found>;
  close(): void;
}

/** Waiting for what a bot does, without asking how long it takes. */
export function openWatch(): Watch {
  const waiting = new Set<() => boolean>();
  const changed = () => {
    for (const look of waiting) if (look()) waiting.delete(look);
  };
  // Time may be a test's own, and nobody tells us when it passes.
  const clock = setInterval(changed, 10);
  clock.unref();
  return {
    changed,
    until(look) {
      return new Promise((resolve) => {
        const again = () => {
          const found = look();
          if (found === undefined || found === false) return false;
          resolve(found);
          return true;
        };
        if (!again()) waiting.add(again);
      });
    },
    close() {
      clearInterval(clock);
      waiting.clear();
    },
  };
}
