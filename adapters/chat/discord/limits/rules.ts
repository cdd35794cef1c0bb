import { z } from 'zod';
import type { Limit } from './table.ts';

/** What of the body Discord would refuse, each as where and why; nothing when it would take it. */
export function faultsOf(schema: z.ZodType, body: unknown): readonly string[] {
  const { error } = schema.safeParse(body);
  return (error?.issues ?? []).map(({ path, message }) => `${where(path)}${message}`);
}

/** A text of so many characters. */
export const chars = ({ least, most }: Limit) =>
  z
    .string()
    .max(most, `more than ${most} characters`)
    .refine((text) => text.length >= least, `fewer than ${least} characters`);

/** A text in which something can be seen: Discord cuts white space off at both ends before it counts. */
export const words = (limit: Limit) => chars(limit).refine((text) => text.trim() !== '', 'nothing but white space');

export const count = ({ least, most }: Limit) =>
  z.int().min(least, `less than ${least}`).max(most, `more than ${most}`);

export const list = <T extends z.ZodType>(item: T, { least, most }: Limit) =>
  z.array(item).min(least, `fewer than ${least}`).max(most, `more than ${most}`);

/** Says what is there twice, by the name that it must not share. */
export function twice(context: z.core.$RefinementCtx, what: string, names: readonly unknown[]): void {
  const again = new Set(names.filter((name, at) => name !== undefined && names.indexOf(name) !== at));
  for (const name of again) broken(context, `${what} ${JSON.stringify(name)} is there twice`);
}

export function broken(context: z.core.$RefinementCtx, message: string): void {
  context.addIssue({ code: 'custom', message });
}

export const total = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

function where(path: readonly PropertyKey[]): string {
  const said = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return said === '' ? '' : `${said.replace(/^\./, '')}: `;
}
