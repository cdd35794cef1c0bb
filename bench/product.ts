import { join } from 'node:path';
import type { Served } from './cloud.ts';

const root = join(import.meta.dirname, '..');

/** Arguments for Node, as the npm scripts give them. */
export const entry = (file: string, ...words: readonly string[]): string[] => [
  '--import',
  join(root, 'src/node-guard.mjs'),
  join(root, 'src', file),
  ...words,
];

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
