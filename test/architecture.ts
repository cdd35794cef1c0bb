import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');

export interface Import {
  /** From the root of the project. */
  readonly file: string;
  /** A file from the root of the project, or the name of a package. */
  readonly target: string;
}

/** Our own TypeScript files of these folders, from the root of the project. */
export async function sources(...folders: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const folder of folders) {
    // A folder that is not there yet holds nothing.
    const entries = await readdir(join(root, folder), { recursive: true }).catch(() => []);
    found.push(...entries.filter((name) => /\.m?ts$/.test(name)).map((name) => join(folder, name)));
  }
  return found.sort();
}

export const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Every import of the file, `import()` and `import type` among them. */
export function importsOf(file: string): readonly Import[] {
  const code = textOf(file).replace(/^\s*(?:\/\/.*|\/?\*.*)$/gm, '');
  const found = code.matchAll(
    /^(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]|(?<![\w'"-])import\(\s*['"]([^'"]+)['"]/gm,
  );
  return [...found].map(([, from, bare, late]) => ({ file, target: targetOf(file, from ?? bare ?? late ?? '') }));
}

function targetOf(file: string, path: string): string {
  if (path.startsWith('.')) return relative(root, resolve(root, dirname(file), path));
  if (path === '#kit') return 'src/kit.ts';
  if (path.startsWith('#operations/')) return path.replace('#operations/', 'src/operations/');
  if (path.startsWith('node:')) return path;
  return path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');
}
