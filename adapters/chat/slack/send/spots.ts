import type { MessageRef, Place } from '#kit';

/** Where a message stands. Slack numbers messages by their time, in each channel for itself. */
export interface Spot {
  readonly channel: string;
  readonly ts: string;
}

/** The channel is part of it: a card may stand in direct messages because its channel did not let the bot in. */
export const refOf = ({ channel, ts }: Spot): MessageRef => `${channel}/${ts}`;

export function spotOf(ref: MessageRef, where: Place): Spot {
  const [channel, ts] = ref.split('/');
  return channel !== undefined && ts !== undefined ? { channel, ts } : { channel: where.channel, ts: ref };
}

/** A thread is named by its first message: by Slack as its time, by the engine as the reference of its card. */
export const threadOf = (where: Place): Spot | undefined =>
  where.thread === undefined ? undefined : spotOf(where.thread, where);
