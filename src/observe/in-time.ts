import type { Clock } from '../engine/clock.ts';

/** Whoever asks how the bot is waits no longer: Prometheus gives up after ten seconds, most probes sooner. */
export const patience = 2_000;

/** Nothing when it takes too long. */
export async function inTime<T>(asked: Promise<T>, clock: Clock): Promise<{ readonly value: T } | undefined> {
  const late = Promise.withResolvers<undefined>();
  const stop = clock.after(patience, () => late.resolve(undefined));
  try {
    return await Promise.race([asked.then((value) => ({ value })), late.promise]);
  } finally {
    stop();
  }
}
