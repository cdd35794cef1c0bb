import type { Log } from './log.ts';

/** Well below the half minute that containers are usually given. */
export const endsWithin = 10_000;

const signals = { SIGTERM: 15, SIGINT: 2 } as const;

/** When the process is told to stop; told a second time it ends at once, with the status that a shell gives for it. */
export function stopped(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    for (const [signal, number] of Object.entries(signals)) {
      process.on(signal, () => {
        if (asked) process.exit(128 + number);
        asked = true;
        resolve();
      });
    }
  });
}

/** Ends the process when its time is over, whatever it still waits for; others go on with that. */
export function endAnyway(log: Log): void {
  setTimeout(() => {
    log.warn({ after: endsWithin }, 'not everything came to its end, and what is left is for others');
    process.exit(0);
  }, endsWithin).unref();
}
