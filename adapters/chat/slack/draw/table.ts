import type { types } from '@slack/bolt';
import type { Column, Row } from '#kit';
import { limits } from '../limits/table.ts';
import { buttonBlocks, drawButton, type Pressing } from './buttons.ts';
import { bare, cut, joiner, mrkdwn, oneLine } from './escape.ts';
import { moreNote, pickBlocks } from './picks.ts';
import { leaf, list, paragraph } from './rich.ts';
import type { Room } from './room.ts';

/** So few rows stand each for itself, with their buttons beside them; more are one table. */
export const fewRows = 5;
/** More than these come on pages that can be sorted and filtered. */
const onePage = 15;
/** Of the 10 000 that a table takes; the rest is for what Slack may count besides. */
const mostCharacters = 8_500;

interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

export function tableBlocks(table: Table, caption: string, room: Room, at: Pressing): readonly types.KnownBlock[] {
  const { rows } = table;
  if (rows.length === 0) return [];
  if (isActing(table) && rows.length <= fewRows) return rowsAlone(table, room, at);
  const cells = cellsOf(table, room);
  const block = rows.length <= onePage ? plainTable(cells, table.columns) : dataTable(cells, caption);
  return [block, ...moreNote(rows.length - cells.length + 1, at), ...pickBlocks(rows, room.options, at)];
}

/** Where there is a table already, since a message holds one: a line for each row. */
export function tableList({ columns, rows }: Table, room: Room, at: Pressing): readonly types.KnownBlock[] {
  if (rows.length === 0) return [];
  const shownRows = rows.slice(0, room.rows);
  const lines = shownRows.map((row) => {
    const [name = '', ...rest] = row.cells.map((cell) => cut(oneLine(cell), room.cell));
    return [leaf(name || '–'), leaf(cut(rest.map((cell) => ` · ${cell}`).join(''), room.text))];
  });
  const heads = columns.map(({ name }) => oneLine(name)).filter((name) => name !== '');
  const head = heads.length === 0 ? [] : [paragraph(leaf(cut(heads.join(' · '), room.text), { bold: true }))];
  return [...head, list(lines), ...moreNote(rows.length - shownRows.length, at)];
}

/** Has a table rows with which something can be done? */
export const isActing = ({ rows }: Table): boolean => rows.some(({ buttons }) => buttons?.length);

export const rowsAlone = ({ columns, rows }: Table, room: Room, at: Pressing): readonly types.KnownBlock[] =>
  rows.flatMap((row) => rowBlocks(row, columns, room, at));

/** A row by itself: its name, what is known of it, and what can be done with it. */
function rowBlocks(row: Row, columns: readonly Column[], room: Room, at: Pressing): readonly types.KnownBlock[] {
  const [name = '', ...rest] = row.cells.map((cell) => cut(oneLine(cell), room.cell));
  const facts = rest.flatMap((value, n) => {
    const label = oneLine(columns[n + 1]?.name ?? '');
    return value === '' ? [] : [label === '' ? value : `${label}: ${value}`];
  });
  const head = mrkdwn(name || '–', 400, (escaped) => `*${escaped}*`);
  const text = facts.length === 0 ? head : `${head}\n${mrkdwn(facts.join(' · '), Math.min(2500, room.text))}`;
  const section: types.SectionBlock = { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } };
  const [only, ...others] = row.buttons ?? [];
  const accessory = only && others.length === 0 ? drawButton(only, at) : undefined;
  return accessory ? [{ ...section, accessory }] : [section, ...buttonBlocks(row.buttons ?? [], at)];
}

/** Heading and rows, all of one length, as many as fit; at least one. */
function cellsOf({ columns, rows }: Table, room: Room): readonly (readonly string[])[] {
  const widest = Math.max(1, columns.length, ...rows.map(({ cells }) => cells.length));
  const across = [...Array(Math.min(widest, limits.table.columns)).keys()];
  const filled = (text: string, empty: string) => cut(bare(oneLine(text)), room.cell) || empty;
  const heading = across.map((at) => filled(columns[at]?.name ?? '', joiner));
  const lines = rows.slice(0, room.rows).map(({ cells }) => across.map((at) => filled(cells[at] ?? '', '–')));
  let left = mostCharacters - lengthOf(heading);
  const over = lines.findIndex((line) => (left -= lengthOf(line)) < 0);
  return [heading, ...lines.slice(0, over < 0 ? undefined : Math.max(1, over))];
}

const lengthOf = (cells: readonly string[]): number => cells.reduce((sum, { length }) => sum + length, 0);

const raw = (cells: readonly (readonly string[])[]): types.RawTextElement[][] =>
  cells.map((row) => row.map((text) => ({ type: 'raw_text', text })));

const plainTable = (cells: readonly (readonly string[])[], columns: readonly Column[]): types.TableBlock => ({
  type: 'table',
  rows: raw(cells),
  column_settings: columns
    .slice(0, limits.table.settings)
    .map(({ align }) => ({ align: align ?? 'left', is_wrapped: true })),
});

const dataTable = (cells: readonly (readonly string[])[], caption: string): types.DataTableBlock => ({
  type: 'data_table',
  caption: cut(bare(oneLine(caption)), 150) || joiner,
  rows: raw(cells),
  page_size: onePage,
});
