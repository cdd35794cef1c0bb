import { globSync } from 'node:fs';
import { basename } from 'node:path';
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

for (const [at, file] of files.entries()) {
  if (wanted.length > 0 && !wanted.includes(names[at] ?? '')) continue;
  const { default: bench }: { default: Bench } = await import(`./${file}`);
  for await (const row of bench.measure()) print(row);
}
process.exit(0);

function print({ name, value, goal, ok }: Row): void {
  console.log([name, value, goal, ok === false ? 'short' : 'ok'].join('\t'));
}
