import type { Clock, Desk, Log } from '#kit';
import { drawOptions } from '../draw/form.ts';
import type { Reply } from './gate.ts';
import { isSlow } from './hear.ts';
import type { Search } from './inbound.ts';
import type { Profiles } from './profiles.ts';

interface Options {
  readonly desk: Desk;
  readonly profiles: Profiles;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Of the three seconds that Slack waits for what to offer. */
const patience = 2_500;

/** What a field offers while somebody types into it. What comes too late is what was typed. */
export function createSearch({ desk, profiles, clock, log, signal }: Options) {
  return async function searched(search: Search, reply: Reply): Promise<void> {
    const enough = new AbortController();
    const finding = find(search, AbortSignal.any([signal, enough.signal])).catch((error: unknown) => {
      if (!enough.signal.aborted) log.warn({ err: error, command: search.command }, 'nothing could be offered');
      return [];
    });
    const slow = await isSlow(finding, patience, clock);
    if (slow) enough.abort();
    await reply(drawOptions(slow ? [] : await finding, search.typed));
  };

  async function find({ user, team, command, field, typed, channel = user }: Search, by: AbortSignal) {
    const { person, locale, kind } = await profiles.of(user, team);
    if (kind !== 'member') return [];
    return desk.choices(command, field, typed, person, { chat: 'slack', channel }, locale, by);
  }
}
