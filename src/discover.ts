import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ChatAdapter } from './chat.ts';
import type { CloudAdapter } from './cloud.ts';
import type { Catalogue, Command } from './command/command.ts';
import type { AnyOperation } from './engine/operation.ts';

// biome-ignore lint/suspicious/noExplicitAny: `unknown` would refuse every concrete adapter, whose own schema checks what goes in.
export type AnyCloudAdapter = CloudAdapter<any>;
// biome-ignore lint/suspicious/noExplicitAny: as above.
export type AnyChatAdapter = ChatAdapter<any>;

const root = join(import.meta.dirname, '..');

/** Every cloud that has a folder: adding one touches nothing else. What is heavy an adapter loads in its own `open`. */
export const cloudAdapters = (): Promise<readonly AnyCloudAdapter[]> => adapters<AnyCloudAdapter>('cloud');

export const chatAdapters = (): Promise<readonly AnyChatAdapter[]> => adapters<AnyChatAdapter>('chat');

/** Every command by its file, commands/<noun>/<verb>.ts; each is read when it is needed. */
export async function allCommands(): Promise<Catalogue> {
  const base = join(root, 'commands');
  const nouns = await Promise.all(
    (await folders(base)).map(async (noun) => (await files(join(base, noun))).map((file) => `${noun} ${file}`)),
  );
  const names = nouns.flat().map((name) => name.replace(/\.ts$/, ''));
  const loaded = new Map<string, Promise<Command>>();
  return {
    names,
    load(name) {
      if (!names.includes(name)) return Promise.reject(new Error(`no command ${name}`));
      const command = loaded.get(name) ?? theDefault<Command>(join(base, `${name.replace(' ', '/')}.ts`));
      loaded.set(name, command);
      return command;
    },
  };
}

/** Every operation that a file of src/operations exports. */
export async function allOperations(): Promise<readonly AnyOperation[]> {
  const base = join(root, 'src/operations');
  const modules = await Promise.all((await files(base)).map((file) => importFrom(join(base, file))));
  return [...new Set(modules.flatMap((module) => Object.values(module)).filter(isOperation))];
}

const isOperation = (value: unknown): value is AnyOperation =>
  typeof value === 'object' && value !== null && ['name', 'outline', 'run', 'tell'].every((part) => part in value);

async function adapters<T>(port: 'cloud' | 'chat'): Promise<readonly T[]> {
  const base = join(root, 'adapters', port);
  const found = (await folders(base))
    .map((folder) => join(base, folder, 'index.ts'))
    .filter((file) => existsSync(file));
  return Promise.all(found.map(theDefault<T>));
}

async function folders(base: string): Promise<readonly string[]> {
  const entries = await readdir(base, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

const files = async (base: string): Promise<readonly string[]> =>
  (await readdir(base)).filter((file) => file.endsWith('.ts')).sort();

async function theDefault<T>(file: string): Promise<T> {
  const { default: found } = await importFrom(file);
  if (found === undefined) throw new Error(`${file} has no default export`);
  // The folder is the contract: what stands there is defined by `defineCommand`, `defineCloud` or `defineChat`.
  return found as T;
}

const importFrom = (file: string): Promise<Readonly<Record<string, unknown>>> => import(pathToFileURL(file).href);
