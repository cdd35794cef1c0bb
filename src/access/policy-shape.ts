import { z } from 'zod';
import type { Policy, Rule } from './policy.ts';

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

const rule = z
  .strictObject({
    rule: words,
    who: list.optional(),
    may: permissions.optional(),
    'may not': permissions.optional(),
    clouds: list.optional(),
    projects: list.optional(),
    channels: z.union([channel.transform((one) => [one]), z.array(channel).min(1)]).optional(),
  })
  .refine((one) => (one.may === undefined) !== (one['may not'] === undefined), {
    error: 'says either what one may or what one may not',
  })
  .transform(({ may, 'may not': mayNot, ...one }): Rule => {
    const { rule, who, clouds, projects, channels } = one;
    return {
      rule,
      what: may ?? mayNot ?? [],
      may: may !== undefined,
      ...(who ? { who } : {}),
      ...(clouds ? { clouds } : {}),
      ...(projects ? { projects } : {}),
      ...(channels ? { channels } : {}),
    };
  });

/** What stands in `hoist.yaml`. */
export const policyShape = z
  .strictObject({
    groups: z.record(words, z.union([member.transform((one) => [one]), z.array(member).min(1)])).default({}),
    rules: z.array(rule).min(1),
    'changed by': words.optional(),
  })
  .transform(({ groups, rules, 'changed by': changedBy }): Policy => {
    return { groups, rules, ...(changedBy ? { changedBy } : {}) };
  });

/** What may stand at each place, for a mistyped one. */
export const keysAt = (path: readonly PropertyKey[]): readonly string[] => {
  if (path.length === 0) return ['groups', 'rules', 'changed by'];
  return path[0] === 'rules' ? ['rule', 'who', 'may', 'may not', 'clouds', 'projects', 'channels'] : [];
};
