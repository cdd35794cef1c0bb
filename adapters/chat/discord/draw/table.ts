import { type Block, type Locale, pad, phrases, type Row, visible, width } from '#kit';
import type { Line, Passage } from './lines.ts';

export type Table = Extract<Block, { kind: 'table' }>;

/** Wider than this a block of code is broken anywhere on a desktop, and long before that on a phone. */
const most = 60;

/** Aligned columns in one width of letters where they fit; otherwise a line for each row, without what is empty. */
export function tablePassages({ columns, rows }: Table): readonly Passage[] {
  const shown = columns
    .map((column, at) => ({
      head: visible(column.name),
      align: column.align,
      cells: rows.map((row) => visible(row.cells[at] ?? '')),
    }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const widths = shown.map(({ head, cells }) => Math.max(...[head, ...cells].map(width)));
  const whole = widths.reduce((sum, each) => sum + each + gap.length, -gap.length);
  if (rows.length === 0 || shown.length === 0) return [];
  if (whole > most) return [heading(columns.map(({ name }) => name)), { kind: 'lines', lines: rows.map(rowLine) }];
  const line = (texts: readonly string[]) =>
    texts
      .map((text, at) => pad(text, widths[at] ?? 0, shown[at]?.align))
      .join(gap)
      .trimEnd();
  const body = rows.map((_, row) => line(shown.map(({ cells }) => cells[row] ?? '')));
  return [{ kind: 'code', lines: [line(shown.map(({ head }) => head)), ...body] }];
}

/** What the columns of rows that stand as lines are, said once. */
export const heading = (names: readonly string[]): Passage => ({
  kind: 'lines',
  lines: [{ quiet: true, plain: names.filter((name) => name.trim() !== '').join(' · ') }],
});

/** A row as a line: its first cell is what it is called. */
export function rowLine({ cells: [name = '', ...rest] }: Row): Line {
  return {
    strong: name,
    plain: rest
      .filter((cell) => cell.trim() !== '')
      .map((cell) => ` · ${cell}`)
      .join(''),
  };
}

/** The same as plain text, for where no markup is read. */
export const rowWords = ({ cells: [name = '', ...rest] }: Row) => ({
  name,
  about: rest.filter((cell) => cell.trim() !== '').join(' · '),
});

export const choose = (locale: Locale) => say(locale);

const gap = '  ';

const say = phrases({
  en: { which: (action: string) => `${action}: which one`, any: 'What to do, and with which one' },
  ru: { which: (action) => `${action}: выберите`, any: 'Что сделать и с чем' },
  ko: { which: (action) => `${action}: 대상 선택`, any: '작업과 대상 선택' },
});
