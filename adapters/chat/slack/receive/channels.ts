import type { Client } from '../send/client.ts';
import { refusalOf } from '../send/failures.ts';

/** Where the bot can speak. A slash command reaches it from everywhere, also from where it cannot answer. */
export interface Channels {
  open(channel: string): Promise<boolean>;
}

const out: ReadonlySet<string> = new Set(['not_in_channel', 'channel_not_found']);
/** Somebody may invite it, or send it away. */
const fresh = 5 * 60_000;
/** Nothing is read: no message is as young as that. */
const never = '9999999999';

export function createChannels(client: Client, now: () => number): Channels {
  const known = new Map<string, { readonly at: number; readonly open: Promise<boolean> }>();

  async function ask(channel: string): Promise<boolean> {
    try {
      await client.conversations.history({ channel, limit: 1, oldest: never });
      return true;
    } catch (error) {
      // Without an answer it is tried: then the message itself meets the trouble, and says so.
      return !out.has(refusalOf(error) ?? '');
    }
  }

  return {
    open(channel) {
      const before = known.get(channel);
      if (before && now() - before.at < fresh) return before.open;
      const open = ask(channel);
      known.set(channel, { at: now(), open });
      return open;
    },
  };
}
