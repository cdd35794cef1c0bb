import { z } from 'zod';
import { flag, read } from './args.ts';
import type { Method } from './chat-methods.ts';
import { told } from './messages.ts';
import type { Channel, Fields, Message } from './model.ts';
import { refuse } from './refusal.ts';
import { joined, known, needs, needsOf } from './scopes.ts';
import { directWith, ids } from './world.ts';

const paging = {
  channel: z.string(),
  limit: z.coerce.number().int().positive().max(999).default(100),
  cursor: z.string().default(''),
  oldest: z.string().default('0'),
  latest: z.string().default('9999999999'),
  inclusive: flag.default(false),
  include_all_metadata: flag.default(false),
};
const history = z.object(paging);
const replies = z.object({ ...paging, ts: z.string() });
const reacting = z.object({ channel: z.string(), timestamp: z.string(), name: z.string() });

export const conversationMethods: Readonly<Record<string, Method>> = {
  'conversations.history'(world, args) {
    const asked = read(history, args);
    const channel = joined(world, asked.channel);
    needsOf(world, channel, 'history');
    const roots = told(channel).filter((one) => !isReply(one) || one.subtype === 'thread_broadcast');
    return page(roots.toReversed(), asked);
  },
  'conversations.replies'(world, args) {
    const asked = read(replies, args);
    const channel = joined(world, asked.channel);
    needsOf(world, channel, 'history');
    const root = channel.posted.get(asked.ts)?.message;
    if (!root) return refuse('thread_not_found');
    const thread = root.thread_ts ?? root.ts;
    return page(
      told(channel).filter((one) => one.ts === thread || one.thread_ts === thread),
      asked,
    );
  },
  'conversations.info'(world, args) {
    const channel = known(world, read(z.object({ channel: z.string() }), args).channel);
    needsOf(world, channel, 'read');
    return { channel: shapeOf(channel) };
  },
  'conversations.open'(world, args) {
    needs(world, 'im:write');
    const { users } = read(z.object({ users: z.string() }), args);
    const member = world.members.get(users);
    if (!member) return refuse('user_not_found');
    if (member.isBot) refuse('cannot_dm_bot');
    if (member.deleted) refuse('user_disabled');
    return { channel: { id: directWith(world, users).id } };
  },
  'reactions.add'(world, args) {
    needs(world, 'reactions:write');
    const { channel: id, timestamp, name } = read(reacting, args);
    const posted = joined(world, id).posted.get(timestamp);
    if (!posted) return refuse('message_not_found');
    const { reactions = [] } = posted.message;
    const users = reactions.find((one) => one.name === name)?.users ?? [];
    if (users.includes(ids.botUser)) refuse('already_reacted');
    const added = { name, users: [...users, ids.botUser], count: users.length + 1 };
    posted.message = { ...posted.message, reactions: [...reactions.filter((one) => one.name !== name), added] };
    return {};
  },
};

const isReply = ({ thread_ts, ts }: Message) => thread_ts !== undefined && thread_ts !== ts;

function page(all: readonly (Message & Fields)[], asked: z.output<typeof history>): Fields {
  const { limit, cursor, oldest, latest, inclusive } = asked;
  const within = all.filter(
    ({ ts }) => (ts > oldest && ts < latest) || (inclusive && (ts === oldest || ts === latest)),
  );
  const from = cursor === '' ? 0 : within.findIndex(({ ts }) => cursorOf(ts) === cursor);
  if (from < 0) refuse('invalid_cursor');
  const next = within[from + limit];
  return {
    messages: within
      .slice(from, from + limit)
      .map(({ metadata, ...rest }) => (metadata && asked.include_all_metadata ? { ...rest, metadata } : rest)),
    has_more: next !== undefined,
    ...(next && { response_metadata: { next_cursor: cursorOf(next.ts) } }),
  };
}

const cursorOf = (ts: string) => Buffer.from(`next_ts:${ts}`).toString('base64');

function shapeOf(channel: Channel): Fields {
  const { id, name, kind, user, archived } = channel;
  const common = { id, created: 1_700_000_000, is_archived: archived, is_im: kind === 'im', context_team_id: ids.team };
  if (kind === 'im') return { ...common, user, is_user_deleted: false };
  const isMember = channel.members.has(ids.botUser);
  return {
    ...common,
    name,
    name_normalized: name,
    is_channel: kind === 'channel',
    is_group: kind === 'group',
    is_mpim: false,
    is_private: kind === 'group',
    is_member: isMember,
  };
}

export function channelName(channel: Channel): string {
  return channel.kind === 'group' ? 'privategroup' : channel.name;
}
