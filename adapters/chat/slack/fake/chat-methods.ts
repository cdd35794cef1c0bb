import { z } from 'zod';
import { limits } from '../limits/table.ts';
import { block, draft, flag, read } from './args.ts';
import { asBot, change, check, post, remove } from './messages.ts';
import type { Fields, World } from './model.ts';
import { refuse } from './refusal.ts';
import { joined, needs, writable } from './scopes.ts';
import { ids } from './world.ts';

export type Method = (world: World, args: Fields) => Fields;

const place = { channel: z.string(), thread_ts: z.string().optional() };
const posting = z.object({ ...place, ...draft, reply_broadcast: flag.optional() });
const whispering = z.object({ ...place, ...draft, user: z.string() });
const updating = z.object({ channel: z.string(), ts: z.string(), ...draft });
const deleting = z.object({ channel: z.string(), ts: z.string() });
const linking = z.object({ channel: z.string(), message_ts: z.string() });
const validating = z.object({ blocks: z.array(block) });

const tooLong = (text = '') => [...text].length > limits.text;
const truncated = {
  warning: 'message_truncated',
  response_metadata: { warnings: ['message_truncated'], messages: ['[WARN] the text was cut at 40000 characters'] },
};

export const chatMethods: Readonly<Record<string, Method>> = {
  'chat.postMessage'(world, args) {
    needs(world, 'chat:write');
    const { channel: id, reply_broadcast, ...said } = read(posting, args);
    const channel = writable(world, id);
    check(world, said);
    const built = asBot(world, said);
    const broadcast = reply_broadcast && said.thread_ts !== undefined;
    const message = post(world, channel, broadcast ? { ...built, subtype: 'thread_broadcast' } : built);
    return { channel: channel.id, ts: message.ts, message, ...(tooLong(said.text) && truncated) };
  },
  'chat.postEphemeral'(world, args) {
    needs(world, 'chat:write');
    const { channel: id, user, ...said } = read(whispering, args);
    const channel = writable(world, id);
    if (!channel.members.has(user)) refuse('user_not_in_channel');
    check(world, said);
    const message = asBot(world, said);
    world.ephemerals.push({ channel: channel.id, user, message });
    return { message_ts: message.ts };
  },
  'chat.update'(world, args) {
    needs(world, 'chat:write');
    const { channel: id, ts, ...said } = read(updating, args);
    const channel = writable(world, id);
    const was = channel.posted.get(ts)?.message;
    if (!was) return refuse('message_not_found');
    if (was.user !== ids.botUser) refuse('cant_update_message');
    if (tooLong(said.text)) refuse('msg_too_long');
    check(world, said);
    const message = change(world, channel, ts, said, ids.botUser);
    return { channel: channel.id, ts, text: message.text, message };
  },
  'chat.delete'(world, args) {
    needs(world, 'chat:write');
    const { channel: id, ts } = read(deleting, args);
    const channel = writable(world, id);
    const was = channel.posted.get(ts)?.message;
    if (was && was.user !== ids.botUser) refuse('cant_delete_message');
    remove(channel, ts);
    return { channel: channel.id, ts };
  },
  'chat.getPermalink'(world, args) {
    const { channel: id, message_ts } = read(linking, args);
    const channel = joined(world, id);
    if (!channel.posted.has(message_ts)) refuse('message_not_found');
    const path = `archives/${id}/p${message_ts.replace('.', '')}`;
    return { channel: id, permalink: `https://${ids.domain}.slack.com/${path}` };
  },
  'blocks.validate'(world, args) {
    const { blocks } = read(validating, args);
    const faults = world.limits.messageFaults({ text: '-', blocks });
    return faults.length > 0 ? refuse('invalid_blocks', faults) : {};
  },
};
