import { z } from 'zod';
import { type Mark, movedAway } from '#kit';
import type { Connection } from './connection.ts';

const mark = z.object({ state: z.enum(['filling', 'moving', 'moved']), move: z.string(), at: z.number() });

export const markFrom = (text: string): Mark => mark.parse(JSON.parse(text));

/** What the gate before the scripts answers with. */
export function markIn(message: string): Mark | undefined {
  const text = /^MOVEDAWAY (\{.*\})/.exec(message)?.[1];
  return text === undefined ? undefined : markFrom(text);
}

export async function refuseMoved(redis: Connection): Promise<void> {
  try {
    const found = await redis.ask((plain, key) => plain.get(key('gate')));
    if (found !== null) throw movedAway('redis', markFrom(found));
  } catch (error) {
    await redis.close();
    throw error;
  }
}
