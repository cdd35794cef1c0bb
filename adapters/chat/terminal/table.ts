import { type Column, pad, type Row, visible, width, wrapped } from '#kit';
import type { Paint } from './paint.ts';

/**
 * Aligned columns, without those that are empty. Where they do not fit the terminal, texts of several words go on in
 * the next line; where that is not enough each row becomes a group of lines: a name cut off could not be copied.
 */
export function tableLines(
  columns: readonly Column[],
  rows: readonly Row[],
  paint: Paint,
  available = Number.POSITIVE_INFINITY,
): string[] {
  const shown = columns
    .map((column, at) => ({
      head: visible(column.name),
      align: column.align,
      cells: rows.map((row) => visible(row.cells[at] ?? '')),
    }))
    .filter(({ cells }) => rows.length === 0 || cells.some((cell) => cell !== ''));
  const widths = narrowed(shown, available - gap.length * (shown.length - 1));
  if (!widths) return grouped(shown, paint);
  const line = (texts: readonly string[]) =>
    texts
      .map((text, at) => pad(text, widths[at] ?? 0, shown[at]?.align))
      .join(gap)
      .trimEnd();
  const body = rows.flatMap((_, row) => {
    const cells = shown.map(({ cells: all }, at) => wrapped(all[row] ?? '', widths[at] ?? 0));
    const tall = Math.max(1, ...cells.map((lines) => lines.length));
    return Array.from({ length: tall }, (_, n) => line(cells.map((lines) => lines[n] ?? '')));
  });
  return [paint.quiet(line(shown.map(({ head }) => head))), ...body];
}

const gap = '  ';
/** Columns from which on a text is prose. */
const sentence = 24;

interface Shown {
  readonly head: string;
  readonly align: Column['align'];
  readonly cells: readonly string[];
}

/** Widths that fit together, the widest column giving way first; undefined when whole words cannot fit. */
function narrowed(columns: readonly Shown[], available: number): readonly number[] | undefined {
  const widths = columns.map(({ head, cells }) => widest([head, ...cells]));
  const least = columns.map(({ head, cells }, at) =>
    // "10 min 38 s" in two lines would be harder to read than a group; a sentence is not.
    (widths[at] ?? 0) < sentence ? (widths[at] ?? 0) : widest([head, ...cells.flatMap((cell) => cell.split(' '))]),
  );
  for (let over = sum(widths) - available; over > 0; over = sum(widths) - available) {
    const spare = widths.map((each, at) => (each > (least[at] ?? 0) ? each : 0));
    const at = spare.indexOf(Math.max(...spare));
    if (spare[at] === 0 || spare[at] === undefined) return undefined;
    widths[at] = Math.max(least[at] ?? 0, spare[at] - over, Math.min(spare[at] - 1, secondOf(spare)));
  }
  return widths;
}

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(width));
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
const secondOf = (numbers: readonly number[]): number => [...numbers].sort((a, b) => b - a)[1] ?? 0;

function grouped(columns: readonly Shown[], paint: Paint): string[] {
  const names = widest(columns.map(({ head }) => head));
  const rows = columns[0]?.cells.length ?? 0;
  return Array.from({ length: rows }, (_, row) => [
    ...(row > 0 ? [''] : []),
    ...columns.flatMap(({ head, cells }) => (cells[row] ? [`${paint.quiet(pad(head, names))}  ${cells[row]}`] : [])),
  ]).flat();
}
