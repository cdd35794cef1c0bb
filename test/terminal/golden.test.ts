import { describe, expect, it } from 'vitest';
import { draw } from '../../adapters/chat/terminal/draw.ts';
import { colours } from '../../adapters/chat/terminal/paint.ts';
import { inShell } from '../../adapters/chat/terminal/words.ts';
import { width } from '../../src/view/width.ts';
import { fixtures } from '../golden/views.ts';

const typed = inShell('hoist ');
const text = (lines: readonly string[]) => `${lines.join('\n')}\n`;

describe.each(fixtures)('$name', ({ name, view }) => {
  it('is drawn as it was agreed', async () => {
    const drawn = draw(view, { locale: 'en', typed });

    await expect(text(drawn)).toMatchFileSnapshot(`../golden/terminal/${name}.txt`);
  });

  it('holds nothing that a terminal would obey', () => {
    const drawn = draw(view, { locale: 'en', typed });

    expect(drawn.join('\n')).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
  });

  it('says the same without its colours', () => {
    const painted = draw(view, { locale: 'en', typed, paint: colours });

    const bare = painted.map((line) => line.replace(/\x1b\[\d+m/g, '').trimEnd());
    expect(bare).toEqual(draw(view, { locale: 'en', typed }));
  });
});

it('groups the rows of a table that is wider than the terminal, and cuts off nothing', () => {
  const view = fixtures.find((fixture) => fixture.view.blocks.some((block) => block.kind === 'table'))?.view;
  if (!view) throw new Error('no fixture has a table');

  const drawn = draw({ ...view, buttons: [] }, { locale: 'en', typed, columns: 20 });

  const cells = view.blocks.flatMap((block) => (block.kind === 'table' ? block.rows.flatMap((row) => row.cells) : []));
  for (const cell of cells.slice(0, 8)) expect(drawn.some((line) => line.endsWith(cell))).toBe(true);
  expect(Math.max(...drawn.slice(1, 5).map(width))).toBeLessThan(40);
});
