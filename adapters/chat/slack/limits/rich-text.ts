import { z } from 'zod';
import { limits } from './table.ts';
import { id, url } from './text.ts';

const style = z.strictObject({
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  strike: z.boolean().optional(),
  underline: z.boolean().optional(),
  code: z.boolean().optional(),
});
const styled = { style: style.optional() };
const written = z.string().min(1, 'must not be empty');

const textLeaf = z.strictObject({ type: z.literal('text'), text: written, ...styled });
const linkLeaf = z.strictObject({
  type: z.literal('link'),
  url: url(limits.button.url),
  text: z.string().optional(),
  unsafe: z.boolean().optional(),
  ...styled,
});

const leaf = z.discriminatedUnion('type', [
  textLeaf,
  linkLeaf,
  z.strictObject({ type: z.literal('broadcast'), range: z.enum(['here', 'channel', 'everyone']), ...styled }),
  z.strictObject({ type: z.literal('color'), value: z.string().regex(/^#?[\da-f]{6}$/i), ...styled }),
  z.strictObject({ type: z.literal('channel'), channel_id: written, ...styled }),
  z.strictObject({
    type: z.literal('date'),
    timestamp: z.int().min(0),
    format: written,
    url: url(limits.button.url).optional(),
    fallback: z.string().optional(),
    ...styled,
  }),
  z.strictObject({
    type: z.literal('emoji'),
    name: written,
    unicode: z.string().optional(),
    url: z.string().optional(),
    ...styled,
  }),
  z.strictObject({ type: z.literal('team'), team_id: written, ...styled }),
  z.strictObject({ type: z.literal('user'), user_id: written, ...styled }),
  z.strictObject({ type: z.literal('usergroup'), usergroup_id: written, ...styled }),
]);

const border = z.literal([0, 1]).optional();
const section = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(leaf) });

const part = z.discriminatedUnion('type', [
  section,
  z.strictObject({
    type: z.literal('rich_text_list'),
    elements: z.array(section).min(1),
    style: z.enum(['bullet', 'ordered']),
    indent: z.int().min(0).max(8).optional(),
    offset: z.int().min(0).optional(),
    border,
  }),
  z.strictObject({ type: z.literal('rich_text_quote'), elements: z.array(leaf), border }),
  z.strictObject({
    type: z.literal('rich_text_preformatted'),
    elements: z.array(z.discriminatedUnion('type', [textLeaf, linkLeaf])),
    border,
    language: z.string().optional(),
  }),
]);

export const richText = z.strictObject({
  type: z.literal('rich_text'),
  block_id: id.optional(),
  elements: z.array(part),
});

/** Details and output of a task hold one part each. */
export const oneRichText = richText.refine(({ elements }) => elements.length === 1, 'must hold exactly one element');
