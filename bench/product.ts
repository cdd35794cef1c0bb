import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Served } from './cloud.ts';

const root = join(import.meta.dirname, '..');

/** Arguments for Node, as the npm script of that file gives them. */
export function entry(file: string, ...words: readonly string[]): string[] {
  const line = Object.values(scripts).find((script) => script.endsWith(` src/${file}`));
  if (line === undefined) throw new Error(`no npm script starts src/${file}`);
  const [, ...args] = line.split(' ');
  return [...args.map((arg) => (arg.startsWith('--') ? arg : join(root, arg))), ...words];
}

const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);

export const projectFolder = root;

/** Only what the product needs, so that nobody's own settings are measured. */
export const bareEnvironment = (more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  ...more,
});

/** The practice cloud that is served already is joined by every product process of its data folder. */
export const onCloud = (cloud: Served): Readonly<Record<string, string>> => ({
  HOIST_DATA: cloud.data,
  PRACTICE_PORT: cloud.port,
});
