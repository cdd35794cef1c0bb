import type { z } from 'zod';
import type { Inbound } from './inbound.ts';
import * as shapes from './shapes.ts';
import { calledWith } from './typed.ts';

/** What the Events API brings: words said to the bot, and the Home tab that somebody opens. */
export function fromEvent(
  { event, event_id, team_id: team }: z.infer<typeof shapes.eventCallback>,
  at: number,
): Inbound | undefined {
  const home = shapes.homeOpened.safeParse(event).data;
  if (home) {
    const { user, channel, tab } = home;
    return tab === undefined || tab === 'home' ? { kind: 'home', user, team, channel } : undefined;
  }
  const heard = shapes.message.safeParse(event).data;
  if (!heard || !isSaidToUs(heard)) return undefined;
  const { user, channel, text, ts, thread_ts } = heard;
  const direct = heard.type === 'message';
  // A mention is answered below itself; in direct messages there is nobody to disturb.
  const thread = thread_ts ?? (direct ? undefined : ts);
  // Whoever only calls its name would like to know what it can do.
  const body = { words: calledWith(text) || 'hoist help' };
  return {
    kind: 'said',
    said: { id: `ev:${event_id}`, at, team, user, from: 'message', channel, ...(thread ? { thread } : {}), body },
  };
}

/** Messages of bots, and news of messages, are events of the same name. A mention that was edited was heard before. */
function isSaidToUs({ type, bot_id, subtype, channel, channel_type, edited }: z.infer<typeof shapes.message>): boolean {
  if (bot_id || edited !== undefined) return false;
  if (subtype !== undefined && subtype !== 'file_share' && subtype !== 'thread_broadcast') return false;
  // In direct messages the same words come as a message.
  return type === 'message' ? channel_type === 'im' : !channel.startsWith('D');
}
