import { z } from 'zod';
import { Failure, type Log, type Memory, type MessageRef, type Pace, type Place } from '#kit';
import { type Client, heeding } from './client.ts';
import type { Sending } from './drawing.ts';
import { failureFrom, notSaidYet, refusalOf, wasRefused } from './failures.ts';
import { findPosted } from './reconcile.ts';
import { refOf, type Spot, spotOf, threadOf } from './spots.ts';

/** Messages that stay. One key is one message, even when Slack's reply to the first try was lost. */
export interface Posts {
  post(where: Place, message: Sending, key: string): Promise<MessageRef>;
  edit(where: Place, ref: MessageRef, message: Sending): Promise<void>;
  /**
   * Where the direct messages with a person are, if that is such a channel. Slack takes the person instead when something
   * is posted and not when one looks for it, and would tell the channel only with a scope that is good for nothing else.
   * So to somebody who has never met the bot the very first message may come twice, should its reply be lost.
   */
  met(user: string, channel: string | undefined): Promise<void>;
}

interface Options {
  readonly client: Client;
  readonly memory: Memory;
  readonly pace: Pace;
  readonly now: () => number;
  readonly log: Log;
}

const record = z.object({
  at: z.number(),
  channel: z.string(),
  thread: z.string().optional(),
  ts: z.string().optional(),
});

/** Somebody deleted it, or an administrator forbade to change old messages. */
const gone: ReadonlySet<string> = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

const renewAfter = 30 * 24 * 3_600_000;

/** What an earlier process was posting when it died may arrive that much later. */
const onItsWay = 15_000;

export function createPosts({ client, memory, pace, now, log }: Options): Posts {
  /** Keys whose calls were made here, so that it is known when they are over. */
  const own = new Set<string>();
  /** Channels in which Slack does not want to be asked before then. */
  const looks = new Map<string, number>();

  async function post(where: Place, message: Sending, key: string): Promise<MessageRef> {
    const name = `post/${key}`;
    const before = record.safeParse(await memory.get(name)).data;
    if (before?.ts !== undefined) {
      // What is still asked for is known as long as it is.
      if (before.at < now() - renewAfter) await memory.put(name, { ...before, at: now() });
      return refOf({ channel: before.channel, ts: before.ts });
    }
    const thread = threadOf(where);
    // Direct messages are known by a channel of their own once there were any.
    const channel = thread?.channel ?? (await directChannel(where.channel)) ?? where.channel;
    const trying = { at: now(), channel, ...(thread ? { thread: thread.ts } : {}) };
    const found =
      before && (await look({ ...before, channel: (await directChannel(before.channel)) ?? before.channel }, key));
    const left = before && !found && !own.has(key) ? before.at + onItsWay - now() : 0;
    if (left > 0) throw notSaidYet(left);
    const spot = found ?? (await sendNew(trying, message, key, before === undefined));
    await memory.put(name, { ...trying, ...spot });
    own.delete(key);
    if (where.channel !== spot.channel) await memory.put(`direct/${where.channel}`, spot.channel);
    return refOf(spot);
  }

  async function look(tried: z.infer<typeof record>, key: string): Promise<Spot | undefined> {
    const { channel } = tried;
    const early = (looks.get(channel) ?? 0) - now();
    if (early > 0) throw notSaidYet(early);
    looks.delete(channel);
    try {
      return await findPosted(client, tried, key, log);
    } catch (error) {
      if (error instanceof Failure && error.after !== undefined) looks.set(channel, now() + error.after);
      throw error;
    }
  }

  async function sendNew(trying: z.infer<typeof record>, message: Sending, key: string, fresh: boolean): Promise<Spot> {
    const name = `post/${key}`;
    const { channel, thread } = trying;
    // From here on it may be there even if nobody ever hears so.
    own.add(key);
    if (fresh) await memory.put(name, trying);
    try {
      return await message(async ({ text, blocks }) => {
        const call = () =>
          client.chat.postMessage({
            channel,
            text,
            blocks: [...blocks],
            ...(thread === undefined ? {} : { thread_ts: thread }),
            metadata: { event_type: 'hoist', event_payload: { key } },
            unfurl_links: false,
            unfurl_media: false,
          });
        return posted.parse(await heeding(pace, now, { kind: 'post', channel }, call));
      });
    } catch (error) {
      if (fresh && wasRefused(error)) await memory.forget(name);
      throw failureFrom(error);
    }
  }

  async function directChannel(user: string): Promise<string | undefined> {
    const known = await memory.get(`direct/${user}`);
    return typeof known === 'string' ? known : undefined;
  }

  async function edit(where: Place, ref: MessageRef, message: Sending): Promise<void> {
    const spot = spotOf(ref, where);
    try {
      await update(spot, message);
    } catch (error) {
      if (!gone.has(refusalOf(error) ?? '')) throw failureFrom(error);
      log.info({ ref, refused: refusalOf(error) }, 'a message cannot be changed any more, so it comes anew');
      const key = `instead of ${ref}`;
      const isNew = (await memory.get(`post/${key}`)) === undefined;
      const again = await post(where, message, key);
      if (!isNew) await update(spotOf(again, where), message).catch((error) => Promise.reject(failureFrom(error)));
    }
  }

  const update = ({ channel, ts }: Spot, message: Sending) =>
    message(({ text, blocks }) =>
      heeding(pace, now, { kind: 'edit', channel }, () =>
        client.chat.update({ channel, ts, text, blocks: [...blocks] }),
      ),
    );

  async function met(user: string, channel: string | undefined): Promise<void> {
    if (channel?.startsWith('D') && (await directChannel(user)) === undefined)
      await memory.put(`direct/${user}`, channel);
  }

  return { post, edit, met };
}

const posted = z.object({ channel: z.string(), ts: z.string() });
