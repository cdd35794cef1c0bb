import { beforeAll, describe, expect, it } from 'vitest';
import { globalArgs } from '../../src/command/globals.ts';
import { parse } from '../../src/command/parse.ts';
import { usage } from '../../src/command/usage.ts';
import { check } from '../../src/command/values.ts';
import { allCommands } from '../../src/discover.ts';
import { type Catalogue, type Command, locales } from '../../src/kit.ts';

let catalogue: Catalogue;
let commands: readonly Command[];
beforeAll(async () => {
  catalogue = await allCommands();
  commands = await Promise.all(catalogue.names.map((name) => catalogue.load(name)));
});

const twice = (words: readonly string[]) => words.filter((word, at) => words.indexOf(word) !== at);
const plain = (name: string) => name.toLowerCase().replace(/[-_]/g, '');

describe('every command there is', () => {
  it('is called as its file is', () => {
    expect(commands.map(({ name }) => name)).toEqual(catalogue.names);
  });

  it('shares its permission only with its own kind: the same noun, as dangerous as itself', () => {
    for (const [permission, sharing] of Map.groupBy(commands, (command) => command.permission)) {
      expect(permission).toMatch(/^[a-z]+:[a-z-]+$/);
      expect(new Set(sharing.map(({ name, danger }) => `${name.split(' ')[0]} ${danger}`)).size, permission).toBe(1);
    }
  });

  it('has examples that are understood and begin with its name', async () => {
    for (const command of commands) {
      expect(command.examples.length, command.name).toBeGreaterThan(0);
      for (const line of command.examples) {
        const asked = await parse(line, catalogue, '');
        expect(asked.command.name, line).toBe(command.name);
        expect(check(asked).missing, line).toEqual([]);
      }
    }
  });

  it('has no two flags that mean the same, and none that every command has', () => {
    const everywhere = Object.entries(globalArgs).flatMap(([name, { also }]) => [name, ...also]);
    for (const command of commands) {
      const flags = Object.entries(command.args).flatMap(([name, { also }]) => [name, ...also]);
      expect(twice([...flags, ...everywhere].map(plain)), command.name).toEqual([]);
    }
  });

  it('names arguments it has where only one of them may be said', () => {
    for (const command of commands) {
      const named = (command.either ?? []).flatMap(({ args }) => args);
      expect(
        named.filter((name) => !Object.hasOwn(command.args, name)),
        command.name,
      ).toEqual([]);
    }
  });

  it('asks for a secret only without a bare place on the line', () => {
    const bare = commands
      .flatMap(({ args }) => Object.values(args))
      .filter(({ kind, bare }) => kind === 'secret' && bare);

    expect(bare).toEqual([]);
  });

  it('explains itself and its arguments in every language', () => {
    for (const command of commands) {
      const phrases = [command.about, ...Object.values(command.args).flatMap(({ about, fits }) => [about, fits])];
      for (const phrase of phrases) {
        for (const locale of locales) expect(phrase(locale).trim(), `${command.name} ${locale}`).not.toBe('');
      }
      expect(new Set(locales.map((locale) => command.about(locale))).size, command.name).toBe(locales.length);
    }
  });

  it('has a usage of one line', () => {
    for (const command of commands) expect(usage(command, '/')).toMatch(/^\/[a-z]+ [a-z-]+[^\n]*$/);
  });
});
