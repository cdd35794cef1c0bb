import type { Clock, Locale, Log, MessageRef, Place, View } from '#kit';
import { userOf } from '../draw/mention.ts';
import type { Access } from '../receive/gateway.ts';
import { closedToMessages, give, inviteUrl, lacks, noAccess, toSpeak } from './access.ts';
import type { Api, Spot } from './api.ts';
import type { Body, Drawing } from './drawn.ts';
import { marked, markedAs, nonceOf } from './mark.ts';
import { isRefused, Limited, Refused } from './refused.ts';
import type { Remembered } from './remember.ts';
import type { Speak } from './speak.ts';
import { refOf, spotOf } from './spot.ts';
import { type Threads, threadsOf } from './threads.ts';

/** Messages of the engine: one for each key, changed where it stands for as long as it takes. */
export interface Messages {
  post(where: Place, view: View, key: string): Promise<MessageRef>;
  edit(ref: MessageRef, view: View): Promise<void>;
  /** Said once for this key, without anybody changing it later. */
  say(channel: string, body: Body, key: string, replyTo: string | undefined): Promise<void>;
}

interface Parts {
  readonly api: Api;
  readonly speak: Speak;
  readonly drawing: Drawing;
  readonly remembered: Remembered;
  readonly access: Access;
  readonly clock: Clock;
  readonly log: Log;
}

/** For so long Discord knows a nonce again; it says "the past few minutes". */
const nonceHolds = 2 * 60_000;

export function createMessages(parts: Parts): Messages {
  const { api, speak, drawing, remembered, access, clock, log } = parts;
  const threads: Threads = threadsOf(speak, remembered);

  async function post(where: Place, view: View, key: string): Promise<MessageRef> {
    const before = await remembered.sent(key);
    if (before) return before.ref;
    const body = await drawing.view(view, spokenIn(view));
    const { channel, replyTo } = await threads.placeFor(where, view.title);
    const spot = await once(channel, body, key, replyTo).catch(async (error: unknown) => {
      const card = where.thread?.includes('/') ? spotOf(await remembered.moved(where.thread)) : undefined;
      if (!card || card.channel === channel || !isRefused(error, 'locked', 'unknownChannel'))
        return elsewhere(channel, view, key, error);
      // The thread is closed to us or gone; the card is not.
      return once(card.channel, body, key, card.message).catch((wrong: unknown) =>
        elsewhere(card.channel, view, key, wrong),
      );
    });
    const ref = refOf(spot);
    await remembered.keepSent(key, ref);
    await remembered.forgetDoubtful(key);
    return ref;
  }

  /** The message of this key: the one that is there already, should an earlier call have brought it about. */
  async function once(channel: string, body: Body, key: string, replyTo: string | undefined): Promise<Spot> {
    const since = await remembered.doubtful(key);
    if (since === undefined) {
      await remembered.keepDoubtful(key);
      return send(channel, body, key, replyTo).catch(async (error: unknown) => {
        const cause = error instanceof Error ? error.cause : undefined;
        // Refused is not posted, and that is certain.
        if (error instanceof Refused || cause instanceof Limited) await remembered.forgetDoubtful(key);
        throw error;
      });
    }
    const found = clock.now() - since > nonceHolds ? await lookFor(channel, key) : undefined;
    const spot = found ?? (await send(channel, body, key, replyTo));
    // By mark or by nonce it may be the earlier one, which says what was so then.
    await speak.edit(spot, marked(body, key));
    return spot;
  }

  const send = (channel: string, body: Body, key: string, replyTo: string | undefined): Promise<Spot> =>
    speak.post(channel, {
      ...marked(body, key),
      ...(replyTo === undefined ? {} : { message_reference: { message_id: replyTo, fail_if_not_exists: false } }),
      nonce: nonceOf(key),
      enforce_nonce: true,
    });

  async function lookFor(channel: string, key: string): Promise<Spot | undefined> {
    try {
      return markedAs(await api.latest(channel), key, channel);
    } catch (error) {
      if (!isRefused(error, 'missingAccess', 'missingPermissions')) throw error;
      // Without Read Message History: better said twice than never.
      log.warn({ err: error, channel }, 'could not look for a message whose fate is unknown');
      return undefined;
    }
  }

  /** Where the bot may not speak, the person is told in a direct message, and why it is there. */
  async function elsewhere(channel: string, view: View, key: string, error: unknown): Promise<Spot> {
    if (!isRefused(error, 'missingAccess', 'missingPermissions', 'unknownChannel')) throw error;
    const missing = access.missing(channel) ?? toSpeak;
    const url = inviteUrl(access.application());
    const [only, ...others] = (view.to ?? []).flatMap(({ ids }) => ids);
    const alone = others.length === 0 ? only : undefined;
    const who = alone ?? (await remembered.beganBy(key.split('.')[0] ?? key));
    const user = who === undefined ? undefined : userOf({ id: who });
    if (user === undefined) throw noAccess(access.nameOf(channel), missing, url, error);
    const locale = spokenIn(view);
    const why = `${lacks(access.nameOf(channel), missing)(locale)}. ${give(url)(locale)}`;
    try {
      const body = await drawing.view({ ...view, blocks: [...view.blocks, { kind: 'note', text: why }] }, locale);
      return await once(await api.direct(user), body, key, undefined);
    } catch (cause) {
      throw isRefused(cause, 'closedToMessages') ? closedToMessages(cause) : cause;
    }
  }

  async function edit(ref: MessageRef, view: View): Promise<void> {
    const spot = spotOf(await remembered.moved(ref));
    const body = await drawing.view(view, spokenIn(view));
    try {
      await speak.edit(spot, body);
    } catch (error) {
      if (isRefused(error, 'unknownMessage', 'oldEdits')) return anew(ref, spot, body, isRefused(error, 'oldEdits'));
      if (!isRefused(error, 'missingAccess', 'missingPermissions', 'unknownChannel')) throw error;
      const missing = access.missing(spot.channel) ?? toSpeak;
      throw noAccess(access.nameOf(spot.channel), missing, inviteUrl(access.application()), error);
    }
  }

  /** Somebody deleted it, or Discord has had enough edits of so old a message: it comes once more, below. */
  async function anew(ref: MessageRef, spot: Spot, body: Body, stillThere: boolean): Promise<void> {
    const key = `anew ${refOf(spot)}`;
    const fresh = await once(spot.channel, body, key, undefined);
    await remembered.keepMoved(ref, refOf(fresh));
    await remembered.forgetDoubtful(key);
    // Two cards of one operation would contradict each other.
    if (stillThere) await api.remove(spot).catch((error: unknown) => log.warn({ err: error }, 'old card not removed'));
  }

  return {
    post,
    edit,
    async say(channel, body, key, replyTo) {
      if (await remembered.sent(key)) return;
      const spot = await once(channel, body, key, replyTo);
      await remembered.keepSent(key, refOf(spot));
      await remembered.forgetDoubtful(key);
    },
  };
}

/** The engine says it of all that it posts. */
const spokenIn = ({ locale }: View): Locale => locale ?? 'en';
