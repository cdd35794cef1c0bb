import { z } from 'zod';
import { keptPress } from '#kit';

/** Something a person did in Slack, as far as it matters here; it is kept until it is answered. */
export const said = z.object({
  /** Slack's id for it, the same at every delivery. */
  id: z.string(),
  at: z.number(),
  team: z.string(),
  user: z.string(),
  from: z.enum(['command', 'message', 'press', 'form', 'shortcut']),
  /** Nothing where there is no channel: the Home tab, a global shortcut. */
  channel: z.string().optional(),
  thread: z.string().optional(),
  body: z.union([
    z.object({ words: z.string() }),
    z.object({ press: keptPress }),
    /** A button whose meaning is in the memory. */
    z.object({ kept: z.string() }),
    /** A button that opens a form. */
    z.object({ opens: z.string() }),
    z.object({ filled: keptPress }),
    /** There was a secret in it, and secrets are not kept. */
    z.object({ lost: z.literal(true) }),
    /** A button of nobody knows what. */
    z.object({ unknown: z.literal(true) }),
  ]),
  /** There is a secret in it. */
  secret: z.literal(true).optional(),
  /** Where it can be answered for half an hour. */
  respond: z.string().optional(),
  /** Opens a form, once, within three seconds. */
  trigger: z.string().optional(),
  /** The form or the Home tab in which it was done. */
  surface: z.object({ kind: z.enum(['modal', 'home']), view: z.string() }).optional(),
  /** In a message that only this person sees. */
  whispered: z.literal(true).optional(),
});
export type Said = z.infer<typeof said>;

/** What the desk knows it by, and the log. */
export const eventOf = (id: string): string => `slack:${id}`;
