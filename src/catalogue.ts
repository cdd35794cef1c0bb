import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Catalogue, Command } from './command/command.ts';

/** Every command below the folder by its name; nothing is imported before it is needed. */
export async function findCommands(folder: string): Promise<Catalogue> {
  const files = await readdir(folder, { recursive: true });
  const names = files
    .map((file) => /^([a-z]+)[\\/]([a-z]+(?:-[a-z]+)*)\.ts$/.exec(file))
    .filter((found) => found !== null)
    .map(([, noun, verb]) => `${noun} ${verb}`)
    .sort();
  const loads = new Map<string, Promise<Command>>();
  return {
    names,
    load(name) {
      const load = loads.get(name) ?? loadCommand(folder, name);
      loads.set(name, load);
      return load;
    },
  };
}

export async function loadCommands(folder: string): Promise<readonly Command[]> {
  const { names, load } = await findCommands(folder);
  return Promise.all(names.map(load));
}

/** One command; its file says what its name is. */
export async function loadCommand(folder: string, name: string): Promise<Command> {
  const file = join(folder, ...name.split(' '));
  const module: { readonly default?: unknown } = await import(pathToFileURL(`${file}.ts`).href);
  if (!isCommand(module.default)) throw new Error(`${file}.ts has no command as its default export`);
  if (module.default.name !== name) throw new Error(`${file}.ts calls itself "${module.default.name}"`);
  return module.default;
}

const isCommand = (value: unknown): value is Command =>
  typeof value === 'object' && value !== null && 'name' in value && 'run' in value && 'args' in value;
