import { z } from 'zod';
import type { ApprovalRule, Policy, Rule } from './policy.ts';
import { approvalOf, approvedBy, remindedInTime, scope, scoped, words } from './policy-parts.ts';
import { quotaKeys, quotaShape } from './quota-shape.ts';

const permission = z.string().regex(/^(?:\*|reads|changes|removes|(?:[a-z]+|\*):(?:[a-z-]+|\*))$/, {
  error: 'is a permission such as gpu:start, gpu:*, *:list, or all that reads, changes or removes',
});
const permissions = z.union([permission.transform((one) => [one]), z.array(permission).min(1)]);
const member = z.string().regex(/^[a-z]+:[^:\s]+:\S+$/, {
  error: 'is an id such as slack:T024BE7LD:U061F7AUR, as /hoist whoami says it',
});
const rule = z
  .strictObject({ ...scope, may: permissions.optional(), 'may not': permissions.optional() })
  .refine((one) => (one.may === undefined) !== (one['may not'] === undefined), {
    error: 'says either what one may or what one may not',
  })
  .transform(({ may, 'may not': mayNot, ...said }): Rule => {
    return { rule: said.rule, what: may ?? mayNot ?? [], may: may !== undefined, ...scoped(said) };
  });

const approval = z
  .strictObject({
    ...scope,
    what: permissions,
    ...approvedBy,
  })
  .superRefine(remindedInTime)
  .transform((said): ApprovalRule => {
    return { rule: said.rule, what: said.what, approval: approvalOf(said.rule, said), ...scoped(said) };
  });

/** What stands in `hoist.yaml`. */
export const policyShape = z
  .strictObject({
    groups: z.record(words, z.union([member.transform((one) => [one]), z.array(member).min(1)])).default({}),
    rules: z.array(rule).min(1),
    approvals: z.array(approval).default([]),
    quotas: z
      .array(quotaShape)
      .superRefine((all, at) => {
        for (const [nth, { rule }] of all.entries())
          if (all.findIndex((other) => other.rule === rule) < nth)
            at.addIssue({ code: 'custom', path: [nth, 'rule'], message: 'is the name of another quota already' });
      })
      .default([]),
    'changed by': words.optional(),
  })
  .transform(({ groups, rules, approvals, quotas, 'changed by': changedBy }): Policy => {
    return { groups, rules, approvals, quotas, ...(changedBy ? { changedBy } : {}) };
  });

const everywhere = ['rule', 'who', 'clouds', 'projects', 'channels'];
const approving = ['by', 'count', 'self', 'within', 'remind'];

/** What may stand at each place, for a mistyped one. */
export function keysAt(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return ['groups', 'rules', 'approvals', 'quotas', 'changed by'];
  if (path[0] === 'rules') return [...everywhere, 'may', 'may not'];
  if (path[0] === 'quotas') return [...everywhere, ...quotaKeys, ...approving];
  return path[0] === 'approvals' ? [...everywhere, 'what', ...approving] : [];
}
