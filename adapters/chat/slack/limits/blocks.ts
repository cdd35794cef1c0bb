import { z } from 'zod';
import { button, imageElement, inActions, inContextActions, inInput, inSection } from './elements.ts';
import { oneRichText, richText } from './rich-text.ts';
import { limits } from './table.ts';
import { id, plain, text, url, words } from './text.ts';

const block = <const T extends string>(type: T) => ({ type: z.literal(type), block_id: id.optional() });

const section = z
  .strictObject({
    ...block('section'),
    text: text(limits.section.text).optional(),
    fields: z.array(text(limits.section.field)).min(1).max(limits.section.fields).optional(),
    accessory: inSection.optional(),
    expand: z.boolean().optional(),
  })
  .refine((it) => it.text !== undefined || it.fields !== undefined, 'needs text or fields');

const image = z
  .strictObject({
    ...block('image'),
    alt_text: words(limits.image.alt),
    title: plain(limits.image.title).optional(),
    image_url: url(limits.image.url).optional(),
    slack_file: z.looseObject({}).optional(),
  })
  .refine((it) => (it.image_url === undefined) !== (it.slack_file === undefined), 'needs image_url or slack_file');

const input = z.strictObject({
  ...block('input'),
  label: plain(limits.input.label),
  hint: plain(limits.input.hint).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: inInput,
});

const cellText = z.strictObject({ type: z.literal('raw_text'), text: words(limits.table.characters) });
const cellNumber = z.strictObject({
  type: z.literal('raw_number'),
  value: z.number(),
  text: words(limits.table.characters),
});
const cell = z.discriminatedUnion('type', [cellText, cellNumber, richText]);
const row = z.array(cell).min(1).max(limits.table.columns);
const level = (rows: readonly (readonly unknown[])[]) => rows.every(({ length }) => length === rows[0]?.length);

const table = z
  .strictObject({
    ...block('table'),
    rows: z.array(row).min(1).max(limits.table.rows),
    column_settings: z
      .array(
        z
          .strictObject({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: z.boolean().optional() })
          .nullable(),
      )
      .max(limits.table.settings)
      .optional(),
  })
  .refine(({ rows }) => level(rows), { path: ['rows'], error: 'rows must have the same number of cells' });

const dataTable = z
  .strictObject({
    ...block('data_table'),
    caption: words(limits.textObject),
    rows: z.array(row).min(2).max(limits.table.dataRows),
    page_size: z.int().min(1).max(limits.table.pageSize).optional(),
    row_header_column_index: z.int().min(0).optional(),
  })
  .refine(({ rows }) => level(rows), { path: ['rows'], error: 'rows must have the same number of cells' })
  .refine(({ rows }) => rows[0]?.every(({ type }) => type !== 'rich_text'), {
    path: ['rows', 0],
    error: 'a heading cannot be rich text',
  })
  .refine(({ rows, row_header_column_index: at }) => at === undefined || at < (rows[0]?.length ?? 0), {
    path: ['row_header_column_index'],
    error: 'there is no such column',
  });

const task = z.strictObject({
  ...block('task_card'),
  task_id: id,
  // The pages name no limit for titles of tasks and plans; the length of other text objects is what is known to work.
  title: words(limits.textObject),
  details: oneRichText.optional(),
  output: oneRichText.optional(),
  sources: z
    .array(z.strictObject({ type: z.literal('url'), url: url(limits.button.url), text: words(limits.textObject) }))
    .optional(),
  status: z.enum(['pending', 'in_progress', 'complete', 'error']).optional(),
});

const card = z
  .strictObject({
    ...block('card'),
    hero_image: imageElement.optional(),
    icon: imageElement.optional(),
    title: text(limits.card.title).optional(),
    subtitle: text(limits.card.subtitle).optional(),
    body: text(limits.card.body).optional(),
    actions: z.array(button).min(1).max(limits.card.actions).optional(),
  })
  .refine((it) => it.hero_image ?? it.title ?? it.actions ?? it.body, 'needs an image, a title, a body or actions');

const simple = [
  z.strictObject({ ...block('actions'), elements: z.array(inActions).min(1).max(limits.actions) }),
  z.strictObject({
    ...block('context'),
    elements: z
      .array(z.union([text(), imageElement]))
      .min(1)
      .max(limits.contextElements),
  }),
  z.strictObject({ ...block('divider') }),
  z.strictObject({ ...block('header'), text: plain(limits.header), level: z.int().min(1).max(4).optional() }),
  z.strictObject({
    ...block('video'),
    video_url: url(limits.button.url),
    thumbnail_url: url(limits.button.url),
    alt_text: words(limits.image.alt),
    title: plain(limits.video.title),
    title_url: url(limits.button.url).optional(),
    author_name: words(limits.video.author).optional(),
    provider_name: z.string().optional(),
    provider_icon_url: z.string().optional(),
    description: plain().optional(),
  }),
  image,
  input,
  richText,
  section,
  table,
] as const;

const container = z
  .strictObject({
    ...block('container'),
    title: plain(limits.container.title).optional(),
    rich_text_title: richText.optional(),
    subtitle: text(limits.container.subtitle).optional(),
    child_blocks: z.array(z.discriminatedUnion('type', simple)).min(1).max(limits.container.children),
    width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
    icon: imageElement.optional(),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
    has_header_divider: z.boolean().optional(),
  })
  .refine((it) => it.title ?? it.rich_text_title, 'needs title or rich_text_title')
  .refine((it) => !it.default_collapsed || it.is_collapsible, 'only what is collapsible can be collapsed');

/** One block, whatever the surface. */
export const anyBlock = z.discriminatedUnion('type', [
  ...simple,
  container,
  card,
  task,
  dataTable,
  z.strictObject({ ...block('alert'), text: text(), level: z.string().optional() }),
  z.strictObject({ ...block('carousel'), elements: z.array(card).min(1).max(limits.carousel) }),
  z.strictObject({
    ...block('context_actions'),
    elements: z.array(inContextActions).min(1).max(limits.contextActions),
  }),
  z.strictObject({ ...block('markdown'), text: words(limits.markdown) }),
  z.strictObject({ ...block('plan'), title: words(limits.textObject), tasks: z.array(task).min(1).optional() }),
]);
