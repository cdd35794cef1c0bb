import { z } from 'zod';
import { readDuration } from '../command/measures.ts';
import type { ApprovalRule, Policy, Rule } from './policy.ts';

const words = z.string().trim().min(1).max(200);
/** One or several, as people write them. */
const list = z.union([words.transform((one) => [one]), z.array(words).min(1)]);
const permission = z.string().regex(/^(?:\*|reads|changes|removes|(?:[a-z]+|\*):(?:[a-z-]+|\*))$/, {
  error: 'is a permission such as gpu:start, gpu:*, *:list, or all that reads, changes or removes',
});
const permissions = z.union([permission.transform((one) => [one]), z.array(permission).min(1)]);
const member = z.string().regex(/^[a-z]+:[^:\s]+:\S+$/, {
  error: 'is an id such as slack:T024BE7LD:U061F7AUR, as /hoist whoami says it',
});
const channel = z.string().regex(/^[a-z]+:\S+$/, {
  error: 'is a channel such as slack:C061EG9SL, or slack:* for the whole chat',
});

const channels = z.union([channel.transform((one) => [one]), z.array(channel).min(1)]);
const scope = {
  rule: words,
  who: list.optional(),
  clouds: list.optional(),
  projects: list.optional(),
  channels: channels.optional(),
};

type Scoped = Partial<Pick<Rule, 'who' | 'clouds' | 'projects' | 'channels'>>;

/** Without what was not said. */
const scoped = (said: { readonly [K in keyof Scoped]: Scoped[K] | undefined }): Scoped =>
  // What is left was said, each under its own name.
  Object.fromEntries(
    (['who', 'clouds', 'projects', 'channels'] as const).flatMap((name) => (said[name] ? [[name, said[name]]] : [])),
  ) as Scoped;

const rule = z
  .strictObject({ ...scope, may: permissions.optional(), 'may not': permissions.optional() })
  .refine((one) => (one.may === undefined) !== (one['may not'] === undefined), {
    error: 'says either what one may or what one may not',
  })
  .transform(({ may, 'may not': mayNot, ...said }): Rule => {
    return { rule: said.rule, what: may ?? mayNot ?? [], may: may !== undefined, ...scoped(said) };
  });

const duration = words.transform((text, at) => {
  const ms = readDuration(text);
  if (ms !== undefined) return ms;
  at.addIssue('is a time such as 30m, 2h or 1d');
  return z.NEVER;
});

const approval = z
  .strictObject({
    ...scope,
    what: permissions,
    by: list.optional(),
    count: z.int().min(1).max(9).default(1),
    self: z.boolean().default(false),
    within: duration.default(30 * 60_000),
  })
  .transform(({ what, by, count, self, within, ...said }): ApprovalRule => {
    const approval = { rule: said.rule, count, self, within, ...(by ? { by } : {}) };
    return { rule: said.rule, what, approval, ...scoped(said) };
  });

/** What stands in `hoist.yaml`. */
export const policyShape = z
  .strictObject({
    groups: z.record(words, z.union([member.transform((one) => [one]), z.array(member).min(1)])).default({}),
    rules: z.array(rule).min(1),
    approvals: z.array(approval).default([]),
    'changed by': words.optional(),
  })
  .transform(({ groups, rules, approvals, 'changed by': changedBy }): Policy => {
    return { groups, rules, approvals, ...(changedBy ? { changedBy } : {}) };
  });

const everywhere = ['rule', 'who', 'clouds', 'projects', 'channels'];

/** What may stand at each place, for a mistyped one. */
export function keysAt(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return ['groups', 'rules', 'approvals', 'changed by'];
  if (path[0] === 'rules') return [...everywhere, 'may', 'may not'];
  return path[0] === 'approvals' ? [...everywhere, 'what', 'by', 'count', 'self', 'within'] : [];
}
