import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { tidy } from './leftovers.ts';
import type { Bench, Row } from './row.ts';

// `npm run bench` prints the whole table, `npm run bench -- engine` the rows of one file.
const wanted = process.argv.slice(2);
const files = globSync('rows/*.ts', { cwd: import.meta.dirname }).sort();
const names = files.map((file) => basename(file, '.ts'));
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no row "${unknown.join('", "')}". There are: ${names.join(', ')}.`);
  process.exit(2);
}

process.on('exit', tidy);
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));

for (const [at, file] of files.entries()) {
  if (wanted.length > 0 && !wanted.includes(names[at] ?? '')) continue;
  const { default: bench }: { default: Bench } = await import(`./${file}`);
  for await (const row of rowsOf(bench)) print(row);
}
process.exit(0);

/** What cannot be measured is a row that is short and says why: the table is always whole. */
async function* rowsOf(bench: Bench): AsyncIterable<Row> {
  try {
    yield* bench.measure();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    yield {
      name: bench.name,
      value: `not measured: ${why.replaceAll(/\s+/g, ' ').slice(0, 300)}`,
      goal: '–',
      ok: false,
    };
  }
}

function print({ name, value, goal, ok }: Row): void {
  console.log([name, value, goal, ok === false ? 'short' : 'ok'].join('\t'));
}
