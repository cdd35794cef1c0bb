import { limits } from '../limits/table.ts';
import { textIn } from '../limits/whole.ts';
import { withIds } from './blocks.ts';
import type { Block, Channel, Fields, Member, Message, Metadata, World } from './model.ts';
import { refuse } from './refusal.ts';
import { ids } from './world.ts';

/** What may be said of a message: by an app, by a response_url, or by a person. */
export interface Draft {
  readonly text?: string | undefined;
  readonly blocks?: readonly Block[] | undefined;
  readonly attachments?: readonly Fields[] | undefined;
  readonly metadata?: Metadata | undefined;
  readonly thread_ts?: string | undefined;
}

/** Refuses what Slack would refuse of a message. */
export function check(world: World, { text = '', blocks = [], attachments = [] }: Draft): void {
  if (text === '' && blocks.length === 0 && attachments.length === 0) refuse('no_text');
  if (textIn(blocks) > limits.textInBlocks) refuse('msg_blocks_too_long');
  // Slack takes blocks without a text; that ours always have one is the sender's own rule.
  const faults = world.limits.messageFaults({ text: text === '' ? '-' : text.slice(0, limits.text), blocks });
  if (faults.length > 0) refuse('invalid_blocks', faults);
}

export function asBot(world: World, draft: Draft): Message {
  return built(world, draft, { user: ids.botUser, bot_id: ids.bot, app_id: ids.app });
}

export function asPerson(world: World, who: Member, draft: Draft): Message {
  const bot = who.isBot || who.isWorkflowBot ? { bot_id: `B${who.id.slice(1)}`, subtype: 'bot_message' } : {};
  return built(world, draft, { user: who.id, client_msg_id: world.id('m-'), ...bot });
}

function built(world: World, draft: Draft, author: Pick<Message, 'user'> & Partial<Message>): Message {
  const { text = '', blocks, attachments, metadata, thread_ts } = draft;
  return {
    type: 'message',
    ts: world.ts(),
    team: ids.team,
    ...author,
    text: [...text].slice(0, limits.text).join(''),
    ...(blocks && { blocks: withIds(world, blocks) }),
    ...(attachments && { attachments }),
    ...(metadata && { metadata }),
    ...(thread_ts !== undefined && { thread_ts }),
  };
}

export function post(world: World, channel: Channel, message: Message): Message {
  const root = message.thread_ts === undefined ? undefined : channel.posted.get(message.thread_ts);
  const placed = root ? { ...message, parent_user_id: root.message.user } : message;
  channel.posted.set(message.ts, { message: placed, before: [] });
  // An app that hears direct messages hears its own there as well.
  if (channel.kind === 'im' && message.user === ids.botUser) tellOf(world, channel, { ...placed });
  return placed;
}

/** Changes what is given and keeps the rest: an update without `blocks` leaves the blocks as they were. */
export function change(world: World, channel: Channel, ts: string, draft: Draft, by: string): Message {
  const posted = channel.posted.get(ts);
  if (!posted) return refuse('message_not_found');
  const was = posted.message;
  const { text, blocks, attachments, metadata } = draft;
  const message: Message = {
    ...was,
    ...(text !== undefined && { text }),
    ...(blocks && { blocks: withIds(world, blocks) }),
    ...(attachments && { attachments }),
    ...(metadata && { metadata }),
    edited: { user: by, ts: world.ts() },
  };
  posted.before.push(was);
  posted.message = message;
  if (channel.kind === 'im') {
    const changed = { subtype: 'message_changed', hidden: true, message, previous_message: was, ts: world.ts() };
    tellOf(world, channel, changed);
  }
  return message;
}

export function remove(channel: Channel, ts: string): void {
  if (!channel.posted.delete(ts)) refuse('message_not_found');
}

function tellOf(world: World, channel: Channel, event: Fields): void {
  world.tell({ type: 'message', ...event, channel: channel.id, channel_type: channel.kind, event_ts: event.ts });
}

/** Messages of the channel with what Slack knows of their threads; the oldest first. */
export function told(channel: Channel): readonly (Message & Fields)[] {
  const all = [...channel.posted.values()].map(({ message }) => message);
  const threads = Map.groupBy(all, ({ thread_ts, ts }) => (thread_ts === ts ? undefined : thread_ts));
  return all.map((message) => {
    const replies = threads.get(message.ts);
    if (!replies) return { ...message };
    const users = [...new Set(replies.map(({ user }) => user))];
    return {
      ...message,
      thread_ts: message.ts,
      reply_count: replies.length,
      reply_users_count: users.length,
      reply_users: users,
      latest_reply: replies.at(-1)?.ts,
    };
  });
}
