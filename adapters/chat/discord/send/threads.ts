import type { Place } from '#kit';
import { clip } from '../draw/clip.ts';
import { isRefused } from './refused.ts';
import type { Remembered } from './remember.ts';
import type { Speak } from './speak.ts';
import { spotOf } from './spot.ts';

export interface Threads {
  /** Where something is to be posted: the channel, a thread, or as a reply where there can be no thread. */
  placeFor(where: Place, title: string): Promise<{ readonly channel: string; readonly replyTo?: string }>;
}

const longestName = 100;

/** Why there can be none; whether anything can be said there at all is seen when it is said. */
const noThread = [
  'tooManyThreads',
  'wrongKindOfChannel',
  'missingPermissions',
  'missingAccess',
  'unknownChannel',
] as const;

/** A thread begins at a card when there is something to say below it, and only once. */
export function threadsOf(speak: Speak, remembered: Remembered): Threads {
  return {
    async placeFor({ channel, thread }, title) {
      if (thread === undefined) return { channel };
      // People speak in threads that are there; a card is a message from which one may still have to begin.
      if (!thread.includes('/')) return { channel: thread };
      const known = await remembered.thread(thread);
      if (known !== undefined) return { channel: known };
      const card = spotOf(await remembered.moved(thread));
      try {
        const begun = await begin(card, title);
        await remembered.keepThread(thread, begun);
        return { channel: begun };
      } catch (error) {
        if (isRefused(error, 'unknownMessage')) return { channel: card.channel };
        if (!isRefused(error, ...noThread)) throw error;
        return { channel: card.channel, replyTo: card.message };
      }
    },
  };

  async function begin(card: ReturnType<typeof spotOf>, title: string): Promise<string> {
    try {
      return await speak.beginThread(card, nameFrom(title));
    } catch (error) {
      // A thread has the id of the message that it began with.
      if (isRefused(error, 'hasThread')) return card.message;
      throw error;
    }
  }
}

/** The first words of the title: whatever stands behind a mark of division is more than a name. */
function nameFrom(title: string): string {
  const [first = ''] = title.trim().split(/ · |: |\n/);
  return clip(first, longestName) || '…';
}
