import type { Block, Fields, World } from './model.ts';

/** Slack names every block and every element that the app left nameless. */
export function withIds(world: World, blocks: readonly Block[]): readonly Block[] {
  return blocks.map((block) => named(world, { ...block, block_id: block.block_id ?? world.id('b') }));
}

/** Children that are blocks themselves, and things that a person can press or fill. */
function named<Of extends Fields>(world: World, thing: Of): Of {
  const entries = Object.entries(thing).map(([key, value]) => {
    if (Array.isArray(value)) return [key, value.map((one) => (isFields(one) ? named(world, one) : one))];
    return [key, isFields(value) ? named(world, value) : value];
  });
  if (interactive.has(String(thing.type)) && thing.action_id === undefined) entries.push(['action_id', world.id('a')]);
  // The same keys with the same kinds of values, and an action_id where Slack would add one.
  return Object.fromEntries(entries) as Of;
}

const interactive = new Set([
  'button',
  'overflow',
  'static_select',
  'external_select',
  'multi_static_select',
  'multi_external_select',
  'users_select',
  'multi_users_select',
  'conversations_select',
  'channels_select',
  'checkboxes',
  'radio_buttons',
  'datepicker',
  'timepicker',
  'plain_text_input',
  'email_text_input',
  'url_text_input',
  'number_input',
]);

/** Something in a message or a view that a person can press, choose or fill. */
export interface Element {
  readonly block: string;
  readonly action: string;
  readonly type: string;
  readonly element: Fields;
  /** What is written on it or beside it. */
  readonly label: string;
  /** Set for the field of an `input` block; whether it may stay empty. */
  readonly input?: { readonly optional: boolean; readonly dispatches: boolean };
}

export function elementsOf(blocks: readonly Fields[], inside = ''): readonly Element[] {
  return blocks.flatMap((block) => {
    const own = typeof block.block_id === 'string' ? block.block_id : inside;
    if (typeof block.type === 'string' && interactive.has(block.type))
      return [element(own, block, wordsOf(block.text) || wordsOf(block.placeholder))];
    if (block.type === 'input' && isFields(block.element)) {
      const input = { optional: block.optional === true, dispatches: block.dispatch_action === true };
      return [{ ...element(own, block.element, wordsOf(block.label)), input }];
    }
    return Object.values(block).flatMap((value) =>
      elementsOf((Array.isArray(value) ? value : [value]).filter(isFields), own),
    );
  });
}

const element = (block: string, of: Fields, label: string): Element => ({
  block,
  action: String(of.action_id),
  type: String(of.type),
  element: of,
  label,
});

/** The options of a select, of its groups, or of an overflow menu. */
export function optionsOf(of: Fields): readonly Fields[] {
  const groups = listOf(of.option_groups).flatMap((group) => listOf(group.options));
  return [...listOf(of.options), ...groups];
}

export const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);

export const wordsOf = (value: unknown): string =>
  isFields(value) && typeof value.text === 'string' ? value.text : '';

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
