import type { types } from '@slack/bolt';
import { cut, shown } from './escape.ts';

type Leaf = types.RichTextText;

/** Rich text prints what it is given: nothing in it is a mention, a link or a style. */
export const leaf = (text: string, style?: Leaf['style']): Leaf => ({
  type: 'text',
  text,
  ...(style ? { style } : {}),
});

/** One paragraph; parts that say nothing are left out, because Slack refuses them. */
export const paragraph = (...leaves: readonly Leaf[]): types.RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: leaves.filter(({ text }) => text !== '') }],
});

export const prose = (text: string, most: number): types.RichTextBlock => paragraph(leaf(cut(shown(text), most)));

/** Alone in its box, ready to copy. */
export const code = (text: string, most: number): types.RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_preformatted', elements: [leaf(cut(shown(text), most))] }],
});

export const list = (lines: readonly (readonly Leaf[])[]): types.RichTextBlock => ({
  type: 'rich_text',
  elements: [
    {
      type: 'rich_text_list',
      style: 'bullet',
      elements: lines.map((leaves) => ({
        type: 'rich_text_section',
        elements: leaves.filter(({ text }) => text !== ''),
      })),
    },
  ],
});
