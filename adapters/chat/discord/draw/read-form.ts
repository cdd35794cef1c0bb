import { z } from 'zod';
import { component } from '../limits/table.ts';
import { flagsId } from './form-fields.ts';

/**
 * What was filled in, by field, exactly as it was; nothing for what was left empty. Takes `interaction.components` of
 * discord.js or the parts as they come over the wire.
 */
export const readForm = (components: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(z.array(part).catch([]).parse(components).flatMap(filled));

const answered = z.object({
  type: z.int(),
  custom_id: z.string().optional(),
  customId: z.string().optional(),
  value: z.union([z.string(), z.boolean()]).nullish(),
  values: z.array(z.string()).nullish(),
});

const part = z.object({ component: answered.optional(), components: z.array(answered).optional() });

type Answered = z.output<typeof answered>;

function filled({ component: only, components = [] }: z.output<typeof part>): readonly (readonly [string, string])[] {
  return [...(only ? [only] : []), ...components].flatMap((each) => {
    const name = each.custom_id ?? each.customId;
    return name === undefined ? [] : valuesOf(name, each);
  });
}

function valuesOf(name: string, { type, value, values }: Answered): readonly (readonly [string, string])[] {
  if (type === component.checkboxes && name === flagsId) return (values ?? []).map((flag) => [flag, 'true']);
  if (typeof value === 'boolean') return value ? [[name, 'true']] : [];
  const text = value ?? values?.[0] ?? '';
  return text.trim() === '' ? [] : [[name, text]];
}
