import { el } from './dom.js';
import { drawButtons } from './draw-buttons.js';

/** @import { Block, Column, Row } from '../../../../src/view/view.ts' */
/** @import { Drawing } from './draw.js' */

/** More rows than these come at a button. */
const firstRows = 25;

/**
 * A column with nothing in it takes no room. Roles are said once more, because in a narrow place the rows are
 * laid out as blocks, which takes them away.
 * @param {Extract<Block, { kind: 'table' }>} table
 * @param {Drawing} drawing
 */
export function drawTable({ columns, rows }, drawing) {
  const shown = [...columns.keys()].filter((at) => rows.length === 0 || rows.some(({ cells }) => cells[at]));
  const actions = rows.some((row) => row.buttons?.length);
  const grid = el(
    'table',
    { role: 'table' },
    el(
      'thead',
      { role: 'rowgroup' },
      el(
        'tr',
        { role: 'row' },
        ...shown.map((at) => drawHead(columns[at])),
        actions ? drawActionsHead(drawing) : undefined,
      ),
    ),
    el(
      'tbody',
      { role: 'rowgroup' },
      ...rows.map((row, index) =>
        el(
          'tr',
          { role: 'row', class: index >= firstRows ? 'more' : undefined },
          ...shown.map((at) => drawCell(row.cells[at] ?? '', columns[at])),
          actions ? el('td', { role: 'cell', class: 'actions' }, drawButtons(row.buttons ?? [], drawing)) : undefined,
        ),
      ),
    ),
  );
  return el(
    'div',
    { class: 'table' },
    el('div', { class: 'wide' }, grid),
    rows.length > firstRows
      ? el('button', { type: 'button', class: 'plain', 'data-rows': true }, drawing.say('showAll', { n: rows.length }))
      : undefined,
  );
}

/** @param {Column | undefined} column */
const drawHead = (column) =>
  el(
    'th',
    { role: 'columnheader', scope: 'col', class: column?.align === 'right' ? 'right' : undefined },
    column?.name ?? '',
  );

/** @param {Drawing} drawing */
const drawActionsHead = ({ say }) =>
  el('th', { role: 'columnheader', scope: 'col' }, el('span', { class: 'sr' }, say('rowActions')));

/**
 * @param {string} cell
 * @param {Column | undefined} column
 */
function drawCell(cell, column) {
  const width = cell.length <= 28 ? 'short' : /\s/.test(cell) ? 'prose' : '';
  const classes = [width, column?.align === 'right' ? 'right' : ''].join(' ').trim();
  return el(
    'td',
    { role: 'cell', class: classes || undefined },
    el('span', { class: 'column', 'aria-hidden': 'true' }, column?.name ?? ''),
    el('bdi', {}, cell),
  );
}
