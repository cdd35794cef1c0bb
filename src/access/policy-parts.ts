import { z } from 'zod';
import type { Approval } from '../approval.ts';
import { readDuration, writeDuration } from '../command/measures.ts';
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

const reminder = words.transform((text, at) => {
  const ms = text === 'off' ? text : readDuration(text);
  if (ms !== undefined) return ms;
  at.addIssue('is a time such as 15m, or off');
  return z.NEVER;
});

/** Whose yes, and how many of them. */
export const approvedBy = {
  by: list.optional(),
  count: z.int().min(1).max(9).default(1),
  self: z.boolean().default(false),
  within: duration.default(30 * 60_000),
  remind: reminder.optional(),
};

type Said = z.infer<z.ZodObject<typeof approvedBy>>;

/** Whoever is reminded has to have time left to answer. */
export function remindedInTime({ within, remind }: Said, at: z.core.$RefinementCtx): void {
  if (remind === undefined || remind === 'off' || (remind > 0 && remind < within)) return;
  const message = `has to come before "within" is over: sooner than ${writeDuration(within)}, or off`;
  at.addIssue({ code: 'custom', path: ['remind'], message });
}

export const approvalOf = (rule: string, { by, count, self, within, remind = within / 2 }: Said): Approval => ({
  ...{ rule, count, self, within },
  ...(by ? { by } : {}),
  ...(remind === 'off' ? {} : { remind }),
});
