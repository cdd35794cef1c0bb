import { z } from 'zod';
import { broken, chars, count, list, twice, words } from './rules.ts';
import { buttonStyle, component, limits } from './table.ts';

const id = z.int().nullish();
const customId = chars(limits.customId);

/** What stands in messages and in modals alike. */
export const textDisplay = z.object({ type: z.literal(component.text), id, content: words(limits.textDisplay) });

const emoji = z.object({ id: z.string().nullish(), name: z.string().nullish() });

const button = z
  .object({
    type: z.literal(component.button),
    id,
    style: z.enum(buttonStyle),
    label: chars(limits.buttonLabel).nullish(),
    emoji: emoji.nullish(),
    custom_id: customId.nullish(),
    url: chars(limits.buttonUrl).nullish(),
    sku_id: z.string().nullish(),
    disabled: z.boolean().nullish(),
  })
  .superRefine((it, context) => {
    const needs = it.style === buttonStyle.link ? 'url' : it.style === buttonStyle.premium ? 'sku_id' : 'custom_id';
    for (const field of ['custom_id', 'url', 'sku_id'] as const) {
      if (field === needs && !it[field]) broken(context, `a button of style ${it.style} needs ${field}`);
      if (field !== needs && it[field]) broken(context, `a button of style ${it.style} has no ${field}`);
    }
    const shown = Boolean(it.label?.trim()) || Boolean(it.emoji);
    if (it.style === buttonStyle.premium && shown) broken(context, 'a premium button has no label and no emoji');
    if (it.style !== buttonStyle.premium && !shown) broken(context, 'a button needs a label or an emoji');
  });

const selectOption = z.object({
  label: words(limits.option),
  value: chars(limits.option),
  description: chars(limits.optionDescription).nullish(),
  emoji: emoji.nullish(),
  default: z.boolean().nullish(),
});

const selectBase = {
  id,
  custom_id: customId,
  placeholder: chars(limits.selectPlaceholder).nullish(),
  min_values: count(limits.selectValues).nullish(),
  max_values: count({ ...limits.selectValues, least: 1 }).nullish(),
  disabled: z.boolean().nullish(),
  required: z.boolean().nullish(),
};

interface Range {
  readonly min_values?: number | null | undefined;
  readonly max_values?: number | null | undefined;
}

function inOrder({ min_values, max_values }: Range, context: z.core.$RefinementCtx): void {
  if ((min_values ?? 0) > (max_values ?? 1)) broken(context, 'min_values is more than max_values');
}

export const stringSelect = z
  .object({
    type: z.literal(component.stringSelect),
    ...selectBase,
    options: list(selectOption, limits.selectOptions),
  })
  .superRefine((it, context) => {
    inOrder(it, context);
    twice(
      context,
      'value',
      it.options.map(({ value }) => value),
    );
    if ((it.max_values ?? 1) > it.options.length) broken(context, 'max_values is more than there are options');
    if (it.options.filter((each) => each.default).length > (it.max_values ?? 1))
      broken(context, 'more options are chosen by default than can be');
  });

/** Those that Discord itself fills with people, roles or channels. */
export const otherSelect = z
  .object({
    type: z.literal([component.userSelect, component.roleSelect, component.mentionableSelect, component.channelSelect]),
    ...selectBase,
  })
  .superRefine(inOrder);

const inRow = z.discriminatedUnion('type', [button, stringSelect, otherSelect]);

export const row = z
  .object({
    type: z.literal(component.row),
    id,
    components: list(inRow, limits.rowButtons),
  })
  .superRefine(({ components }, context) => {
    const selects = components.filter((each) => each.type !== component.button);
    if (selects.length > 0 && components.length > 1) broken(context, 'a select stands alone in its row');
  });

const media = z.object({ url: z.string().min(1, 'no address') });
const described = { description: chars(limits.mediaDescription).nullish(), spoiler: z.boolean().nullish() };

const thumbnail = z.object({ type: z.literal(component.thumbnail), id, media, ...described });

const section = z.object({
  type: z.literal(component.section),
  id,
  components: list(textDisplay, limits.sectionTexts),
  accessory: z.discriminatedUnion('type', [button, thumbnail]),
});

const gallery = z.object({
  type: z.literal(component.gallery),
  id,
  items: list(z.object({ media, ...described }), limits.galleryItems),
});

const file = z.object({
  type: z.literal(component.file),
  id,
  file: z.object({ url: z.string().startsWith('attachment://', 'not an attachment') }),
  spoiler: z.boolean().nullish(),
});

const separator = z.object({
  type: z.literal(component.separator),
  id,
  divider: z.boolean().nullish(),
  spacing: z.literal([1, 2]).nullish(),
});

const inContainer = [row, textDisplay, section, gallery, separator, file] as const;

const container = z.object({
  type: z.literal(component.container),
  id,
  accent_color: count(limits.accent).nullish(),
  spoiler: z.boolean().nullish(),
  components: list(z.discriminatedUnion('type', inContainer), limits.containerChildren),
});

/** What may stand at the top of a message of Components V2. */
export const topComponent = z.discriminatedUnion('type', [...inContainer, container]);

export interface Seen {
  readonly type: number;
  readonly id?: number | null | undefined;
  readonly custom_id?: string | null | undefined;
  readonly content?: string | undefined;
}

/** A component and everything in it, in the order Discord counts. */
export function everyComponent(it: unknown): readonly Seen[] {
  const parsed = nest.safeParse(it);
  if (!parsed.success) return [];
  const { components = [], component: only, accessory } = parsed.data;
  return [parsed.data, ...[...components, only, accessory].flatMap(everyComponent)];
}

const nest = z.object({
  type: z.int(),
  id: z.int().nullish().catch(undefined),
  custom_id: z.string().nullish().catch(undefined),
  content: z.string().optional().catch(undefined),
  components: z.array(z.unknown()).optional().catch(undefined),
  component: z.unknown().optional(),
  accessory: z.unknown().optional(),
});

/** No two parts may share an id, and no two that can be used a custom_id. */
export function sharedIds(components: readonly Seen[], context: z.core.$RefinementCtx): void {
  twice(
    context,
    'custom_id',
    components.map(({ custom_id }) => custom_id ?? undefined),
  );
  // 0 is taken for none.
  twice(
    context,
    'id',
    components.map((each) => each.id || undefined),
  );
}
