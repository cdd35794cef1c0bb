import { DefaultRestOptions, type RESTOptions } from 'discord.js';
import { z } from 'zod';
import { codes } from './refused.ts';

/** How discord.js is to talk to Discord. */
export function restOptions(base: string | undefined): Partial<RESTOptions> {
  return {
    ...(base === undefined ? {} : { api: base }),
    // Messages have a queue of their own, in the order of their weight; the answer to a press waits the moment it takes.
    rejectOnRateLimit: ({ route }) => route.startsWith('/channels/') || route.startsWith('/users/'),
    makeRequest: async (url, init) => {
      const answer = await DefaultRestOptions.makeRequest(url, init);
      if (answer.status !== 429) return answer;
      const text = await answer.text();
      // Too many edits of one old message: a refusal of that message, not of the bot's speed.
      const status = saysOldEdits(text) ? 400 : 429;
      return new Response(text, { status, headers: new Headers([...answer.headers]) });
    },
  };
}

const limited = z.object({ code: z.literal(codes.oldEdits) });

function saysOldEdits(text: string): boolean {
  try {
    return limited.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
