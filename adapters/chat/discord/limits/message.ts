import { z } from 'zod';
import { everyComponent, row, sharedIds, topComponent } from './components.ts';
import { broken, chars, faultsOf, list, total, words } from './rules.ts';
import { componentsV2, limits } from './table.ts';

/**
 * Why Discord would refuse this message; empty when it would take it. For an edit `standing` is the message as it is:
 * what the body does not name stays.
 */
export function messageFaults(body: unknown, standing: Standing = {}): readonly string[] {
  const shape = z.record(z.string(), z.unknown()).safeParse(body);
  if (!shape.success) return ['a message is an object'];
  const flags = z.int().nullish().safeParse(shape.data.flags);
  if (!flags.success) return ['flags: not a number'];
  const whole = { ...standing, ...shape.data, flags: (standing.flags ?? 0) | (flags.data ?? 0) };
  return faultsOf((whole.flags & componentsV2) === 0 ? classic : displayed, whole);
}

interface Standing {
  readonly flags?: number;
  readonly content?: string;
  readonly embeds?: readonly unknown[];
  readonly components?: readonly unknown[];
}

const embed = z.object({
  title: chars(limits.embedTitle).nullish(),
  description: chars(limits.embedDescription).nullish(),
  footer: z.object({ text: words(limits.embedFooter) }).nullish(),
  author: z.object({ name: words(limits.embedAuthor) }).nullish(),
  fields: list(
    z.object({ name: words(limits.embedFieldName), value: words(limits.embedFieldValue) }),
    limits.embedFields,
  ).nullish(),
});

const mentions = z
  .object({
    parse: z.array(z.enum(['roles', 'users', 'everyone'])).nullish(),
    roles: list(z.string(), limits.mentions).nullish(),
    users: list(z.string(), limits.mentions).nullish(),
    replied_user: z.boolean().nullish(),
  })
  .superRefine((it, context) => {
    for (const kind of ['roles', 'users'] as const)
      if (it.parse?.includes(kind) && (it[kind]?.length ?? 0) > 0)
        broken(context, `${kind} are parsed and named at once`);
  });

const always = {
  nonce: z.union([z.int(), chars(limits.nonce)]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  allowed_mentions: mentions.nullish(),
  attachments: z.array(z.unknown()).nullish(),
};

/** A message of content and embeds, with rows of buttons below. */
const classic = z
  .object({
    ...always,
    content: chars(limits.content).nullish(),
    embeds: list(embed, limits.embeds).nullish(),
    components: list(row, limits.rows).nullish(),
    poll: z.unknown().optional(),
    sticker_ids: z.array(z.unknown()).nullish(),
  })
  .superRefine((it, context) => {
    const embeds = it.embeds ?? [];
    if (total(embeds.map(embedText)) > limits.embedText.most)
      broken(context, `more than ${limits.embedText.most} characters in all embeds`);
    sharedIds((it.components ?? []).flatMap(everyComponent), context);
    const says = [it.content?.trim(), embeds.length, it.components?.length, it.attachments?.length, it.poll];
    if (!says.some(Boolean) && !it.sticker_ids?.length) broken(context, 'an empty message');
  });

function embedText({ title, description, footer, author, fields }: z.output<typeof embed>): number {
  const named = (fields ?? []).map(({ name, value }) => name.length + value.length);
  return total([title, description, footer?.text, author?.name].map((text) => text?.length ?? 0)) + total(named);
}

const absent = (field: string) =>
  z
    .unknown()
    .refine((it) => !it || (Array.isArray(it) && it.length === 0), `${field} beside Components V2`)
    .optional();

/** A message of Components V2: everything that is seen is a component. */
const displayed = z
  .object({
    ...always,
    content: absent('content'),
    embeds: absent('embeds'),
    poll: absent('a poll'),
    sticker_ids: absent('stickers'),
    components: z.array(topComponent).min(1, 'an empty message'),
  })
  .superRefine((it, context) => {
    const all = it.components.flatMap(everyComponent);
    const { components, displayedText } = limits;
    if (all.length > components.most) broken(context, `${all.length} components, more than ${components.most}`);
    const text = total(all.map(({ content }) => content?.length ?? 0));
    if (text > displayedText.most) broken(context, `${text} characters of text, more than ${displayedText.most}`);
    sharedIds(all, context);
  });
