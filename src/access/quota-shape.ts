import { z } from 'zod';
import { approvalOf, approvedBy, remindedInTime, scope, scoped } from './policy-parts.ts';
import { type Measure, measures, type Quota } from './quota.ts';

const sum = z.union([z.string(), z.number()]).transform((said, at) => {
  const [, amount, currency] = /^(\d{1,12}(?:[.,]\d{1,2})?)\s*([A-Za-z]{3})$/.exec(String(said).trim()) ?? [];
  if (amount !== undefined && currency !== undefined)
    return { amount: Number(amount.replace(',', '.')), currency: currency.toUpperCase() };
  at.addIssue('is an amount with its currency, such as 5000 RUB');
  return z.NEVER;
});
const whole = z.int().min(0).max(1_000_000);
const hours = z.number().min(0).max(1_000_000);

export const quotaShape = z
  .strictObject({
    ...scope,
    of: z.enum(['person', 'group', 'all']).default('person'),
    machines: whole.optional(),
    gpus: whole.optional(),
    'hours per day': hours.optional(),
    'hours per month': hours.optional(),
    'money per day': sum.optional(),
    'money per month': sum.optional(),
    over: z.enum(['refuse', 'approve']).default('refuse'),
    ...approvedBy,
  })
  .refine((one) => measures.some((measure) => one[measure] !== undefined), {
    error: `says how much there may be: ${measures.join(', ')}`,
  })
  .refine(({ of, who }) => of !== 'group' || who !== undefined, {
    error: 'is counted for a group, so it says who that is',
    path: ['of'],
  })
  .refine((one) => !differ(one['money per day']?.currency, one['money per month']?.currency), {
    error: 'is in another currency than the money per day',
    path: ['money per month'],
  })
  .refine(({ over, by }) => over === 'approve' || by === undefined, {
    error: 'says who may agree to more, which goes with "over: approve"',
    path: ['by'],
  })
  .superRefine(remindedInTime)
  .transform(({ of, over, ...said }): Quota => {
    const most: Partial<Record<Measure, number>> = {};
    for (const measure of measures) {
      const limit = said[measure];
      if (limit !== undefined) most[measure] = typeof limit === 'number' ? limit : limit.amount;
    }
    const currency = (said['money per day'] ?? said['money per month'])?.currency;
    return {
      rule: said.rule,
      of,
      most,
      ...scoped(said),
      ...(currency === undefined ? {} : { currency }),
      ...(over === 'approve' ? { over: approvalOf(said.rule, said) } : {}),
    };
  });

const differ = (a: string | undefined, b: string | undefined): boolean => a !== undefined && b !== undefined && a !== b;

export const quotaKeys = ['of', ...measures, 'over'];
