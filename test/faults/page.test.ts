import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pageTop, titlesIn } from './page.ts';
import { plays } from './plays.ts';

it('has one table for each operation, and says how to read them', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/faults.md'), 'utf8');

  expect(page.startsWith(pageTop)).toBe(true);
  expect(titlesIn(page)).toEqual(plays.map(({ title }) => title));
});
