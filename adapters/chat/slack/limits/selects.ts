import { z } from 'zod';
import { limits } from './table.ts';
import { confirm, id, plain, plainOption } from './text.ts';

/** What every element that acts may say, and those that can be typed or picked in. */
export const acts = { action_id: id.optional(), confirm: confirm.optional() };
export const focus = { focus_on_load: z.boolean().optional() };
export const hint = { placeholder: plain(limits.placeholder).optional() };
const picks = { ...acts, ...focus, ...hint };
const most = { max_selected_items: z.int().min(1).optional() };
const options = z.array(plainOption).min(1).max(limits.select.options);
const groups = z
  .array(z.strictObject({ label: plain(limits.select.groupLabel), options }))
  .min(1)
  .max(limits.select.groups);

const staticSelect = z
  .strictObject({
    type: z.literal('static_select'),
    options: options.optional(),
    option_groups: groups.optional(),
    initial_option: plainOption.optional(),
    ...picks,
  })
  .refine((it) => (it.options === undefined) !== (it.option_groups === undefined), 'needs options or option_groups')
  .refine(
    ({ options: all, option_groups: grouped, initial_option: first }) =>
      first === undefined ||
      [...(all ?? []), ...(grouped ?? []).flatMap((group) => group.options)].some((one) => same(one, first)),
    'initial_option is none of the options',
  );
const multiSelect = z
  .strictObject({
    type: z.literal('multi_static_select'),
    options: options.optional(),
    option_groups: groups.optional(),
    initial_options: z.array(plainOption).min(1).optional(),
    ...most,
    ...picks,
  })
  .refine((it) => (it.options === undefined) !== (it.option_groups === undefined), 'needs options or option_groups');
const external = { min_query_length: z.int().min(0).optional(), ...picks };
const filter = z.looseObject({}).optional();

export const selects = [
  staticSelect,
  multiSelect,
  z.strictObject({ type: z.literal('external_select'), initial_option: plainOption.optional(), ...external }),
  z.strictObject({
    type: z.literal('multi_external_select'),
    initial_options: z.array(plainOption).min(1).optional(),
    ...most,
    ...external,
  }),
  z.strictObject({ type: z.literal('users_select'), initial_user: z.string().optional(), ...picks }),
  z.strictObject({
    type: z.literal('multi_users_select'),
    initial_users: z.array(z.string()).optional(),
    ...most,
    ...picks,
  }),
  z.strictObject({
    type: z.literal('conversations_select'),
    initial_conversation: z.string().optional(),
    default_to_current_conversation: z.boolean().optional(),
    response_url_enabled: z.boolean().optional(),
    filter,
    ...picks,
  }),
  z.strictObject({
    type: z.literal('channels_select'),
    initial_channel: z.string().optional(),
    response_url_enabled: z.boolean().optional(),
    ...picks,
  }),
] as const;

export const times = [
  z.strictObject({ type: z.literal('datepicker'), initial_date: z.iso.date().optional(), ...picks }),
  z.strictObject({
    type: z.literal('timepicker'),
    initial_time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .optional(),
    timezone: z.string().optional(),
    ...picks,
  }),
  z.strictObject({ type: z.literal('datetimepicker'), initial_date_time: z.int().optional(), ...acts, ...focus }),
] as const;

type Option = z.infer<typeof plainOption>;
const same = (one: Option, other: Option): boolean =>
  one.value === other.value && one.text.text === other.text.text && one.description?.text === other.description?.text;
