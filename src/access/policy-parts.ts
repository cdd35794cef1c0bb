import { z } from 'zod';
import { readDuration } from '../command/measures.ts';
import type { Scope } from './policy.ts';

export const words = z.string().trim().min(1).max(200);
/** One or several, as people write them. */
export const list = z.union([words.transform((one) => [one]), z.array(words).min(1)]);
const channel = z.string().regex(/^[a-z]+:\S+$/, {
  error: 'is a channel such as slack:C061EG9SL, or slack:* for the whole chat',
});

const channels = z.union([channel.transform((one) => [one]), z.array(channel).min(1)]);
export const scope = {
  rule: words,
  who: list.optional(),
  clouds: list.optional(),
  projects: list.optional(),
  channels: channels.optional(),
};

type Scoped = Partial<Pick<Scope, 'who' | 'clouds' | 'projects' | 'channels'>>;

/** Without what was not said. */
export const scoped = (said: { readonly [K in keyof Scoped]: Scoped[K] | undefined }): Scoped =>
  // What is left was said, each under its own name.
  Object.fromEntries(
    (['who', 'clouds', 'projects', 'channels'] as const).flatMap((name) => (said[name] ? [[name, said[name]]] : [])),
  ) as Scoped;

const duration = words.transform((text, at) => {
  const ms = readDuration(text);
  if (ms !== undefined) return ms;
  at.addIssue('is a time such as 30m, 2h or 1d');
  return z.NEVER;
});

/** Whose yes, and how many of them. */
export const approvedBy = {
  by: list.optional(),
  count: z.int().min(1).max(9).default(1),
  self: z.boolean().default(false),
  within: duration.default(30 * 60_000),
};
