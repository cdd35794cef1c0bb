import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ChatAdapter } from './chat.ts';
import type { CloudAdapter } from './cloud.ts';
import type { Command } from './command/command.ts';

// Any adapter or command, whatever its own types are; its schema checks what goes in.
// biome-ignore lint/suspicious/noExplicitAny: `unknown` would refuse every concrete adapter, whose config is taken as an argument.
type AnyCloudAdapter = CloudAdapter<any>;
// biome-ignore lint/suspicious/noExplicitAny: as above.
type AnyChatAdapter = ChatAdapter<any>;
// biome-ignore lint/suspicious/noExplicitAny: as above, for the values a command takes.
type AnyCommand = Command<any>;

const root = join(import.meta.dirname, '..');

/** Every cloud that has a folder: adding one touches nothing else. What is heavy an adapter loads in its own `open`. */
export const cloudAdapters = (): Promise<readonly AnyCloudAdapter[]> => adapters<AnyCloudAdapter>('cloud');

export const chatAdapters = (): Promise<readonly AnyChatAdapter[]> => adapters<AnyChatAdapter>('chat');

/** Every command: commands/<noun>/<verb>.ts. */
export async function allCommands(): Promise<readonly AnyCommand[]> {
  const files = await Promise.all(
    (await folders(join(root, 'commands'))).map(async (noun) =>
      (await readdir(join(root, 'commands', noun)))
        .filter((file) => file.endsWith('.ts'))
        .map((file) => join(root, 'commands', noun, file)),
    ),
  );
  return Promise.all(
    files
      .flat()
      .sort()
      .map(theDefault<AnyCommand>),
  );
}

/** The one command these words can only mean, without reading the others; undefined when that is not sure. */
export async function commandFor(noun: string, verb: string): Promise<AnyCommand | undefined> {
  const plain = /^[a-z][a-z0-9-]*$/;
  const file = join(root, 'commands', noun, `${verb}.ts`);
  return plain.test(noun) && plain.test(verb) && existsSync(file) ? theDefault<AnyCommand>(file) : undefined;
}

async function adapters<T>(port: 'cloud' | 'chat'): Promise<readonly T[]> {
  const base = join(root, 'adapters', port);
  const files = (await folders(base))
    .map((folder) => join(base, folder, 'index.ts'))
    .filter((file) => existsSync(file));
  return Promise.all(files.map(theDefault<T>));
}

async function folders(base: string): Promise<readonly string[]> {
  const entries = await readdir(base, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

async function theDefault<T>(file: string): Promise<T> {
  const module: { readonly default?: T } = await import(pathToFileURL(file).href);
  if (module.default === undefined) throw new Error(`${file} has no default export`);
  return module.default;
}
