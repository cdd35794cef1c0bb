import { isFields, listOf, optionsOf, wordsOf } from './blocks.ts';
import type { Fields, World } from './model.ts';

/** What a person reads of a message, a form or a home: words without markup, a line for each thing. */
export function reading(world: World, of: Fields): string {
  const names = (id: string) => world.members.get(id)?.name ?? id;
  const blocks = listOf(of.blocks);
  const title = wordsOf(of.title);
  const lines =
    blocks.length > 0 ? blocks.flatMap((block) => read(block, names)) : [mrkdwn(String(of.text ?? ''), names)];
  return [title, ...lines].filter((line) => line !== '').join('\n');
}

type Names = (id: string) => string;

function read(block: Fields, names: Names): readonly string[] {
  const all = (value: unknown) => listOf(value).flatMap((one) => read(one, names));
  const one = (value: unknown) => (isFields(value) ? read(value, names) : []);
  switch (block.type) {
    case 'plain_text':
      return [seen(String(block.text))];
    case 'mrkdwn':
      return [mrkdwn(String(block.text), names)];
    case 'markdown':
      return [mrkdwn(String(block.text).replaceAll('**', '*'), names)];
    case 'raw_text':
      return [seen(String(block.text))];
    case 'raw_number':
      return [seen(String(block.text ?? block.value))];
    case 'section':
      return [...one(block.text), ...all(block.fields), ...one(block.accessory)];
    case 'button':
      return [`[${wordsOf(block.text)}]`];
    case 'overflow':
      return optionsOf(block).map((option) => `[${wordsOf(option.text)}]`);
    case 'checkboxes':
    case 'radio_buttons':
      return optionsOf(block).map((option) => wordsOf(option.text));
    case 'image':
      return [String(block.alt_text)];
    case 'table':
    case 'data_table':
      return [...caption(block.caption, names), ...rows(block.rows, names)];
    case 'rich_text':
      return all(block.elements);
    case 'rich_text_list':
      return all(block.elements).map((line) => `• ${line}`);
    case 'rich_text_section':
    case 'rich_text_preformatted':
    case 'rich_text_quote':
      return [
        listOf(block.elements)
          .map((part) => inline(part, names))
          .join(''),
      ];
    case 'input':
      return [...one(block.label), ...one(block.element), ...one(block.hint)];
    default:
      return rest(block, names);
  }
}

/** Blocks that are no more than their parts, in the order a person meets them. */
function rest(block: Fields, names: Names): readonly string[] {
  const order = ['title', 'subtitle', 'text', 'body', 'details', 'output', 'placeholder', 'initial_value'];
  const known = order.flatMap((key) => {
    const value = block[key];
    if (typeof value === 'string') return [seen(value)];
    return isFields(value) ? read(value, names) : [];
  });
  const parts = ['elements', 'tasks', 'child_blocks', 'blocks', 'sources', 'actions'].flatMap((key) =>
    listOf(block[key]).flatMap((part) => read(part, names)),
  );
  return [...known, ...parts];
}

const caption = (value: unknown, names: Names): readonly string[] =>
  typeof value === 'string' ? [seen(value)] : isFields(value) ? read(value, names) : [];

function rows(value: unknown, names: Names): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.map((row) => {
    const cells = listOf(Array.isArray(row) ? row : isFields(row) ? row.cells : []);
    return cells.map((cell) => read(cell, names).join(' ')).join(' | ');
  });
}

function inline(part: Fields, names: Names): string {
  if (part.type === 'user') return `@${names(String(part.user_id))}`;
  if (part.type === 'usergroup') return `@${part.usergroup_id}`;
  if (part.type === 'emoji') return `:${part.name}:`;
  if (part.type === 'broadcast') return `@${part.range}`;
  if (part.type === 'date') return String(part.fallback ?? part.timestamp);
  return seen(String(part.text ?? part.url ?? ''));
}

/** Slack's markup as it is seen: mentions and links by name, signs of style gone, entities turned back. */
function mrkdwn(text: string, names: Names): string {
  const linked = text.replace(/<([^>]+)>/g, (_, inner: string) => {
    const [target = '', label] = inner.split('|');
    if (target.startsWith('@')) return `@${names(target.slice(1))}`;
    if (target.startsWith('!')) return label ?? `@${target.slice(1)}`;
    return label ?? target;
  });
  const styled = linked
    .replace(/```\n?([\s\S]*?)\n?```/g, '$1')
    .replace(/`([^`\n]+)`/g, '$1')
    .replace(/(?<![\p{L}\p{N}_*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\p{L}\p{N}_*])/gu, '$1')
    .replace(/(?<![\p{L}\p{N}_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\p{L}\p{N}_])/gu, '$1')
    .replace(/(?<![\p{L}\p{N}_~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\p{L}\p{N}_~])/gu, '$1');
  return seen(styled.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'));
}

/** Signs without width are there for the machine, not for the reader. */
const seen = (text: string): string => text.replace(/[\u200b\u2060\ufeff]/g, '');
