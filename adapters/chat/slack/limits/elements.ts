import { z } from 'zod';
import { richText } from './rich-text.ts';
import { acts, focus, hint, selects, times } from './selects.ts';
import { limits } from './table.ts';
import { boxOption, id, linkOption, plain, url, words } from './text.ts';

const typed = {
  action_id: id.optional(),
  dispatch_action_config: z
    .strictObject({ trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1) })
    .optional(),
  ...focus,
  ...hint,
};
const number = z.string().regex(/^-?\d+(\.\d+)?$/);
const style = z.enum(['primary', 'danger']).optional();
const { button: of } = limits;

export const button = z.strictObject({
  type: z.literal('button'),
  text: plain(of.text),
  value: words(of.value).optional(),
  url: url(of.url).optional(),
  style,
  accessibility_label: words(of.accessibilityLabel).optional(),
  ...acts,
});

const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  options: z.array(boxOption).min(1).max(limits.radioOrCheckboxes),
  initial_options: z.array(boxOption).min(1).optional(),
  ...acts,
  ...focus,
});
const radio = z.strictObject({
  type: z.literal('radio_buttons'),
  options: z.array(boxOption).min(1).max(limits.radioOrCheckboxes),
  initial_option: boxOption.optional(),
  ...acts,
  ...focus,
});
const overflow = z.strictObject({
  type: z.literal('overflow'),
  options: z.array(linkOption).min(1).max(limits.overflow),
  ...acts,
});
const richInput = z.strictObject({
  type: z.literal('rich_text_input'),
  initial_value: richText.optional(),
  min_lines: z.int().min(1).max(100).optional(),
  max_lines: z.int().min(1).max(100).optional(),
  ...typed,
});

export const imageElement = z
  .strictObject({
    type: z.literal('image'),
    alt_text: words(limits.image.alt),
    image_url: url(limits.image.url).optional(),
    slack_file: z.looseObject({}).optional(),
  })
  .refine((it) => (it.image_url === undefined) !== (it.slack_file === undefined), 'needs image_url or slack_file');

export const inActions = z.discriminatedUnion('type', [
  button,
  checkboxes,
  radio,
  overflow,
  richInput,
  ...selects,
  ...times,
]);
export const inSection = z.discriminatedUnion('type', [
  button,
  checkboxes,
  radio,
  overflow,
  imageElement,
  ...selects,
  ...times,
]);
export const inInput = z.discriminatedUnion('type', [
  checkboxes,
  radio,
  richInput,
  z
    .strictObject({
      type: z.literal('plain_text_input'),
      initial_value: z.string().max(limits.input.typed).optional(),
      multiline: z.boolean().optional(),
      min_length: z.int().min(0).max(limits.input.typed).optional(),
      max_length: z.int().min(1).max(limits.input.typed).optional(),
      ...typed,
    })
    .refine((it) => (it.min_length ?? 0) <= (it.max_length ?? limits.input.typed), 'min_length is above max_length'),
  z
    .strictObject({
      type: z.literal('number_input'),
      is_decimal_allowed: z.boolean(),
      initial_value: number.optional(),
      min_value: number.optional(),
      max_value: number.optional(),
      ...typed,
    })
    .refine(
      (it) => Number(it.min_value ?? '-Infinity') <= Number(it.max_value ?? 'Infinity'),
      'min_value is above max',
    ),
  z.strictObject({ type: z.literal('email_text_input'), initial_value: z.string().optional(), ...typed }),
  z.strictObject({ type: z.literal('url_text_input'), initial_value: z.string().optional(), ...typed }),
  z.strictObject({
    type: z.literal('file_input'),
    action_id: id.optional(),
    filetypes: z.array(z.string()).optional(),
    max_files: z.int().min(1).max(10).optional(),
  }),
  ...selects,
  ...times,
]);

export const inContextActions = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('feedback_buttons'),
    action_id: id.optional(),
    positive_button: z.looseObject({ text: plain(of.text) }),
    negative_button: z.looseObject({ text: plain(of.text) }),
  }),
  z.strictObject({
    type: z.literal('icon_button'),
    icon: z.literal('trash'),
    text: plain(of.text),
    value: words(of.value).optional(),
    accessibility_label: words(of.accessibilityLabel).optional(),
    visible_to_user_ids: z.array(z.string()).optional(),
    ...acts,
  }),
]);
