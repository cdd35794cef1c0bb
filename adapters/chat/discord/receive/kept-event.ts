import { z } from 'zod';
import { type Heard, isLocale, type Locale } from '#kit';

/** Nothing secret is kept: without it the thing cannot be done, and the person is told so. */
export const withoutSecrets = (body: Heard['body'], secrets: readonly string[]): Heard['body'] =>
  'filled' in body
    ? {
        filled: {
          command: body.filled.command,
          args: Object.fromEntries(Object.entries(body.filled.args).filter(([name]) => !secrets.includes(name))),
        },
      }
    : body;

const invocation = z.object({ command: z.string(), args: z.record(z.string(), z.string()) });
const optionalText = z.string().optional();

export type KeptEvent = z.output<typeof keptEvent>;

/** What the inbox keeps of an event; no token, which is good for minutes only. */
export const keptEvent = z.object({
  heard: z.object({
    id: z.string(),
    who: z.object({ id: z.string(), name: z.string(), belongs: z.array(z.string()).exactOptional() }),
    where: z.object({ chat: z.string(), channel: z.string(), thread: z.string().exactOptional() }),
    locale: z.custom<Locale>((word) => typeof word === 'string' && isLocale(word)),
    body: z.union([z.object({ words: z.string() }), z.object({ press: invocation }), z.object({ filled: invocation })]),
  }),
  by: z.object({ guild: optionalText, channel: z.string(), allowed: optionalText }),
  replyTo: optionalText,
  incomplete: z.boolean().optional(),
});
