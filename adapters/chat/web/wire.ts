import { z } from 'zod';
import { locales } from '#kit';
import { roles, rooms } from './people.ts';

/** What the page sends. The event's id is made by the page, so that a request sent again is known. */
const invocation = z.object({
  command: z.string().min(1).max(200),
  args: z.record(z.string().max(200), z.string().max(20_000)),
});

const asking = z.object({
  who: z.enum(roles),
  room: z.enum(rooms),
  locale: z.enum(locales),
});

export const hearing = asking.extend({
  id: z.string().regex(/^[\w-]{8,64}$/),
  thread: z.string().max(300).optional(),
  /** The message whose button was pressed, or whose form was filled in. */
  under: z.string().max(300).optional(),
  /** The page shows by itself what came of it: an answer that is well leaves no message. */
  quiet: z.literal(true).optional(),
  body: z.union([
    z.object({ words: z.string().min(1).max(20_000) }),
    z.object({ press: invocation }),
    z.object({ filled: invocation }),
  ]),
});
export type Hearing = z.infer<typeof hearing>;

export const completing = asking.extend({ line: z.string().max(20_000) });

export const choosing = asking.extend({
  command: z.string().max(200),
  field: z.string().max(200),
  typed: z.string().max(2_000),
});

export const watching = z.object({ who: z.enum(roles) });
