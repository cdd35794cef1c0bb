import { Failure } from '../failure.ts';
import { phrases } from '../phrases.ts';
import { duration } from '../view/quantities.ts';
import type { Clock } from './clock.ts';

const say = phrases({
  en: { slow: (time: string) => `no answer within ${time}` },
  ru: { slow: (time) => `нет ответа за ${time}` },
  ko: { slow: (time) => `${time} 안에 응답이 없습니다` },
});

export type Attempt<T> =
  | { readonly kind: 'made'; readonly value: T }
  | { readonly kind: 'threw'; readonly error: unknown }
  /** Somebody else decides now: it was cancelled, lost, or the process closes. */
  | { readonly kind: 'interrupted' };

/** How long a call that was told to stop may take for that. */
const grace = 5_000;

/**
 * One call to the outside, within a time and until the signal. A call that was told to stop is waited for,
 * since what follows (most of all undo) must not run beside it; one that does not stop is left to itself.
 */
export async function attempt<T>(
  call: (signal: AbortSignal) => Promise<T>,
  { signal, atMost, clock }: { readonly signal: AbortSignal; readonly atMost: number; readonly clock: Clock },
): Promise<Attempt<T>> {
  if (signal.aborted) return { kind: 'interrupted' };
  const told = new AbortController();
  const left = Promise.withResolvers<Attempt<T>>();
  let slow = false;
  let stopGrace = () => {};
  const given = (): Attempt<T> => (slow && !signal.aborted ? tooSlow(atMost) : { kind: 'interrupted' });
  const stop = () => {
    if (told.signal.aborted) return;
    told.abort(signal.aborted ? signal.reason : new DOMException('took too long', 'TimeoutError'));
    stopGrace = clock.after(grace, () => left.resolve(given()));
  };
  const stopTimer = clock.after(atMost, () => {
    slow = true;
    stop();
  });
  signal.addEventListener('abort', stop, { once: true });
  const calling = async () => call(told.signal);
  const called = calling().then(
    (value): Attempt<T> => ({ kind: 'made', value }),
    (error): Attempt<T> => (told.signal.aborted ? given() : { kind: 'threw', error }),
  );
  try {
    return await Promise.race([called, left.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
    stopTimer();
    stopGrace();
  }
}

const tooSlow = (atMost: number): Attempt<never> => ({
  kind: 'threw',
  error: new Failure('timed-out', (l) => say(l).slow(duration(atMost, l)), { again: true }),
});
