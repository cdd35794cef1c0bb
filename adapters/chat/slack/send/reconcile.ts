import { z } from 'zod';
import type { Log } from '#kit';
import type { Client } from './client.ts';
import { failureFrom, refusalOf } from './failures.ts';
import type { Spot } from './spots.ts';

interface Tried {
  /** When it was tried first, by our clock. */
  readonly at: number;
  readonly channel: string;
  readonly thread?: string | undefined;
}

/** Our clock and Slack's may differ by that much. */
const margin = 5 * 60_000;
const pages = 10;

const page = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.object({ key: z.string() }) })
        .optional()
        .catch(undefined),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/** Looks for a message whose post was tried and whose reply never came. */
export async function findPosted(client: Client, tried: Tried, key: string, log: Log): Promise<Spot | undefined> {
  const { channel, thread } = tried;
  const asked = {
    channel,
    oldest: String((tried.at - margin) / 1_000),
    include_all_metadata: true,
    limit: 200,
  };
  let cursor = '';
  try {
    for (let nth = 0; nth < pages; nth++) {
      const from = { ...asked, ...(cursor === '' ? {} : { cursor }) };
      const answer =
        thread === undefined
          ? await client.conversations.history(from)
          : await client.conversations.replies({ ...from, ts: thread });
      const { messages, response_metadata } = page.parse(answer);
      const found = messages.find(
        ({ metadata }) => metadata?.event_type === 'hoist' && metadata.event_payload.key === key,
      );
      if (found) return { channel, ts: found.ts };
      cursor = response_metadata?.next_cursor ?? '';
      if (cursor === '') return undefined;
    }
  } catch (error) {
    const word = refusalOf(error);
    if (word === undefined) throw failureFrom(error);
    // Better twice than never: without the right to look, nobody can know.
    log.warn({ refused: word, channel }, 'cannot look whether a message was posted');
  }
  return undefined;
}
