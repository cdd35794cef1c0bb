import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Cell, type Point, player } from './cell.ts';
import { changes, faultKinds } from './kinds.ts';
import { type Ended, section, sectionIn, withSection } from './page.ts';
import { plays as all, type Play } from './plays.ts';

const file = join(import.meta.dirname, '../../docs/faults.md');

const titles = all.map(({ title }) => title);

/** A test for each play: every fault at every call, once and for ever, and its table in the docs. */
export function matrix(plays: readonly Play[]): void {
  it.each(plays)('$title ends right, whatever the cloud answers', { timeout: 600_000 }, async (play) => {
    const on = player(play);
    const ended: Ended[] = [];
    const wrong: string[] = [];
    for (const cell of (await on.points()).flatMap(cellsOf)) {
      const { point, fault, lasting } = cell;
      await on.play(cell).then(
        (outcome) => ended.push({ point, fault: fault.name, lasting, outcome }),
        (error: unknown) => wrong.push(String(error)),
      );
    }
    await on.close();

    expect(wrong.slice(0, 5), `${wrong.length} cells`).toEqual([]);
    const text = section(play.title, ended);
    if (process.env.UPDATE) writeFileSync(file, withSection(readFileSync(file, 'utf8'), titles, play.title, text));
    expect(sectionIn(readFileSync(file, 'utf8'), play.title)).toBe(text);
  });
}

/** What lasts is laid out once for each kind of reading: from a later reading on it would differ in nothing. */
const cellsOf = (point: Point): readonly Cell[] =>
  faultKinds
    .filter((fault) => fault.what(point.call) !== undefined)
    .flatMap((fault) => [
      { point, fault, lasting: false },
      ...(point.nth === 1 || changes(point.call) ? [{ point, fault, lasting: true }] : []),
    ]);
