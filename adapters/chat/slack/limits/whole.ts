import { z } from 'zod';
import { anyBlock } from './blocks.ts';
import { limits, type Surface, surfaces } from './table.ts';

/** What is wrong with the blocks on this surface, each with the place in Slack's own manner. */
export function blockFaults(blocks: readonly unknown[], surface: Surface): readonly string[] {
  const each = blocks.flatMap((block, at) => oneFaults(block, ['blocks', at], surface));
  return [...each, ...togetherFaults(blocks, surface)];
}

/** Zod's complaints, with the place as a JSON pointer. */
export const complaints = (error: z.ZodError, path: readonly PropertyKey[] = []): readonly string[] =>
  error.issues.map(({ message, path: at }) => fault(message, [...path, ...at]));

const fault = (message: string, path: readonly PropertyKey[]): string =>
  `${message} [json-pointer:${path.map((step) => `/${String(step)}`).join('')}]`;

function oneFaults(block: unknown, path: readonly PropertyKey[], surface: Surface): readonly string[] {
  const { type } = typed.safeParse(block).data ?? {};
  const where = type === undefined ? undefined : surfaces[type];
  if (where && !where.includes(surface)) return [fault(`${type} is not allowed in a ${surface}`, path)];
  const checked = anyBlock.safeParse(block);
  return checked.success ? [] : complaints(checked.error, path);
}

const typed = z.looseObject({ type: z.string() });

function togetherFaults(blocks: readonly unknown[], surface: Surface): readonly string[] {
  const objects = [...objectsIn(blocks)];
  const ofType = (...types: readonly string[]) => objects.filter(({ type }) => types.includes(String(type)));
  const tables = ofType('table', 'data_table');
  const inTables = sum(tables.map(({ rows }) => textIn(rows)));
  const markdown = sum(ofType('markdown').map(({ text }) => textIn([text])));
  const inAll = surface === 'message' ? textIn(blocks) : 0;
  return [
    ...above('blocks', blocks.length, limits.blocks[surface]),
    ...above('plan blocks', ofType('plan').length, 1),
    ...above('tables', tables.length, 1),
    ...above('characters in tables', inTables, limits.table.characters),
    ...above('characters in markdown blocks', markdown, limits.markdown),
    ...above('characters in blocks', inAll, limits.textInBlocks),
    ...above('elements with focus_on_load', objects.filter((it) => it.focus_on_load === true).length, 1),
    ...['block_id', 'action_id', 'task_id'].flatMap((key) => twice(key, objects)),
    ...(surface === 'modal' ? [] : ofType('file_input').map(() => fault('file_input is only for modals', ['blocks']))),
  ];
}

const above = (what: string, count: number, most: number): readonly string[] =>
  count > most ? [fault(`${count} ${what}, at most ${most}`, ['blocks'])] : [];

function twice(key: string, objects: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  const ids = objects.map((it) => it[key]).filter((it) => typeof it === 'string');
  return ids.filter((it, at) => ids.indexOf(it) !== at).map((it) => fault(`${key} ${it} is there twice`, ['blocks']));
}

/** Everything in it that is an object, at any depth. */
function* objectsIn(value: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (Array.isArray(value)) for (const each of value) yield* objectsIn(each);
  if (!isRecord(value)) return;
  yield value;
  for (const each of Object.values(value)) yield* objectsIn(each);
}

/** How many characters a person would read in it: every `text`, and titles and captions that are bare words. */
export function textIn(value: unknown): number {
  const own = [...objectsIn(value)].flatMap((it) => [it.text, it.title, it.caption, it.fallback]);
  return sum([...own, ...(Array.isArray(value) ? value : [])].map((it) => (typeof it === 'string' ? it.length : 0)));
}

const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
