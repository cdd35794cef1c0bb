import { readdir, readFile } from 'node:fs/promises';
import { extname } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface PageFile {
  readonly type: string;
  readonly body: Buffer;
}

const folder = new URL('./page/', import.meta.url);

/** A file of the page, read when asked for, so that a change shows at the next reload. Only names that the folder has are opened. */
export async function pageFile(path: string): Promise<PageFile | undefined> {
  const name = path === '/' ? 'index.html' : path.slice(1);
  const type = types[extname(name)];
  if (type === undefined || !(await readdir(folder)).includes(name)) return undefined;
  return { type, body: await readFile(new URL(name, folder)) };
}
