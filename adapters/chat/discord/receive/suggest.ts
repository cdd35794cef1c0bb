import type { Choice, Clock, Desk, Log } from '#kit';
import { suggestions } from '../commands/said.ts';
import type { Addressed, Api } from '../send/api.ts';
import { isRefused } from '../send/refused.ts';
import { localeOf, personOf, placeOf } from './people.ts';
import type { Interaction } from './wire.ts';

/** Of the three seconds that Discord gives; it cannot be asked to wait. */
const atMost = 2_500;

const callback = 8;

interface Parts {
  readonly desk: Desk;
  readonly api: Api;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Offers values while somebody types: what is found in time, else nothing. */
export async function suggest(
  asked: Interaction,
  to: Addressed,
  { desk, api, clock, log, signal }: Parts,
): Promise<void> {
  if (asked.did.kind !== 'typing') return;
  const { command, typing } = asked.did.said;
  const late = new AbortController();
  const stopTimer = clock.after(atMost, () => late.abort(new Error('too late for suggestions')));
  const over = AbortSignal.any([signal, late.signal]);
  try {
    const found = typing ? desk.choices(command, typing.field, typing.typed, ...where(), over) : Promise.resolve([]);
    const choices = await Promise.race([found, none(over)]);
    await api.answer(to, callback, { choices: suggestions(choices) });
  } catch (error) {
    // Discord tells every process of the bot; another one was faster.
    if (isRefused(error, 'alreadyAnswered')) return;
    log.warn({ err: error, command }, 'no suggestions');
    await api.answer(to, callback, { choices: [] }).catch(() => undefined);
  } finally {
    stopTimer();
  }

  function where() {
    return [personOf(asked, to.application), placeOf(asked), localeOf(asked.locale)] as const;
  }
}

const none = (signal: AbortSignal): Promise<readonly Choice[]> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve([]);
    signal.addEventListener('abort', () => resolve([]), { once: true });
  });
