import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

const rows = read('docs/coverage.md')
  .split('\n')
  .filter((line) => /^\| (S\d|T|G|X)-/.test(line))
  // A bar inside a cell is written with a backslash before it.
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
  .map(([, id = '', what = '', said = '', carried = '', state = '']) => ({ id, what, said, carried, state }));
const done = rows.filter(({ state }) => state.startsWith('done'));

const here = 'test/composition/coverage.test.ts';
const tests = globSync('test/**/*.ts', { cwd: root })
  .filter((file) => file !== here)
  .map(read)
  .join('\n')
  .replaceAll("\\'", "'");

it('has one row for each item asked for', () => {
  const count = (seed: string) => rows.filter(({ id }) => id.startsWith(`${seed}-`)).length;
  expect(['S0', 'S1', 'S2', 'S3', 'S4', 'T', 'G', 'X'].map(count)).toEqual([91, 48, 42, 136, 34, 5, 9, 8]);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
});

it('says of each whether it is done, comes later, or is not wanted, and why', () => {
  const wrong = rows.filter(({ state }) => !/^(done: `.+`|later: .{10,}|not: .{10,})$/.test(state));
  expect(wrong).toEqual([]);
});

it('names for each that is done a test that is there', () => {
  const missing = done
    .map(({ id, state }) => ({ id, name: /^done: `(.+)`$/.exec(state)?.[1] ?? '' }))
    .filter(({ name }) => !tests.includes(name));
  expect(missing).toEqual([]);
});

it('names for each that is done only commands that are there', () => {
  const missing = done.flatMap(({ id, said }) =>
    [...said.matchAll(/\b(gpu|disk|image|net|op|approve|hoist|inventory) ([a-z-]+)/g)]
      .map(([, noun, verb]) => `commands/${noun}/${verb}.ts`)
      .filter((file) => !existsSync(join(root, file)))
      .map((file) => `${id}: ${file}`),
  );
  expect(missing).toEqual([]);
});

it('names only verbs and facets that the cloud port has, unless it says they are planned', () => {
  const port = read('src/cloud.ts') + read('src/cloud-facets.ts');
  const members =
    /\b(?:Cloud|disks|addresses|networks|imageStore|keys|flavors|prices|parking|guest)\.([a-z][A-Za-z]*)/g;
  const missing = rows
    .filter(({ carried }) => !carried.includes('planned'))
    .flatMap(({ id, carried }) =>
      [...carried.matchAll(members)]
        .map(([, member = '']) => member)
        .filter((member) => !new RegExp(`^  (readonly )?${member}[(:?]`, 'm').test(port))
        .map((member) => `${id}: ${member}`),
    );
  expect(missing).toEqual([]);
});
