import type { Column, Row } from '#kit';
import type { Paint } from './paint.ts';
import { pad, visible, width } from './width.ts';

/**
 * Aligned columns. Where a row would not shorten the terminal, each row becomes a group of lines instead:
 * a name that is cut off could not be copied.
 */
export function tableLines(
  columns: readonly Column[],
  rows: readonly Row[],
  paint: Paint,
  available: number | undefined,
): string[] {
  const heads = columns.map((column) => visible(column.name));
  const cells = rows.map((row) => columns.map((_, at) => visible(row.cells[at] ?? '')));
  const widths = columns.map((_, at) => Math.max(width(heads[at] ?? ''), ...cells.map((row) => width(row[at] ?? ''))));
  const total = widths.reduce((sum, each) => sum + each, gap.length * (columns.length - 1));
  if (available !== undefined && total > available) return grouped(heads, cells, paint);
  const line = (texts: readonly string[]) =>
    texts
      .map((text, at) => pad(text, widths[at] ?? 0, columns[at]?.align))
      .join(gap)
      .trimEnd();
  return [paint.quiet(line(heads)), ...cells.map(line)];
}

const gap = '  ';

function grouped(heads: readonly string[], rows: readonly (readonly string[])[], paint: Paint): string[] {
  const widest = Math.max(...heads.map(width));
  return rows.flatMap((row, at) => [
    ...(at > 0 ? [''] : []),
    ...row
      .map((cell, column) => [heads[column] ?? '', cell] as const)
      .filter(([, cell]) => cell !== '')
      .map(([head, cell]) => `${paint.quiet(pad(head, widest))}  ${cell}`),
  ]);
}
