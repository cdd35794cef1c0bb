import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checked, Misconfigured, readConfig } from '../../src/config.ts';
import { hidden } from '../../src/secret.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoist-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('reading', () => {
  it('takes what .env says where the environment says nothing', () => {
    writeFileSync(join(folder, '.env'), 'HOIST_LANG=ru\nOS_AUTH_URL="https://cloud/v3"\n');

    const config = readConfig(folder, { HOIST_LANG: 'ko' });

    expect(config.locale).toBe('ko');
    expect(config.env.OS_AUTH_URL).toBe('https://cloud/v3');
  });

  it('counts an empty value as not set', () => {
    expect(readConfig(folder, { HOIST_LANG: '', HOIST_DATA: '' }).data).toBe(join(folder, 'data'));
  });

  it.each([
    [{ LANG: 'ru_RU.UTF-8' }, 'ru'],
    [{ LANG: 'en_GB.UTF-8', LC_ALL: 'ko_KR.UTF-8' }, 'ko'],
    [{ LANG: 'C' }, 'en'],
    [{}, 'en'],
    [{ LANG: 'ru_RU.UTF-8', HOIST_LANG: 'en' }, 'en'],
  ])('speaks with %j the language %s', (env, locale) => {
    expect(readConfig(folder, env).locale).toBe(locale);
  });

  it('names commands the way this process was run', () => {
    expect(readConfig(folder, { npm_lifecycle_event: 'hoist' }).prefix).toBe('npm run -s hoist -- ');
    expect(readConfig(folder, {}).prefix).toBe('hoist ');
  });
});

describe('checking', () => {
  const web = z.object({ PORT: z.coerce.number().int(), HOST: z.string() });
  const cloud = z.object({ TOKEN: hidden(), REGION: z.string() });
  const failing = (): Misconfigured => {
    try {
      checked([
        { of: 'web', shape: web, values: { PORT: 'many', HOST: 'x' } },
        { of: 'cloud', shape: cloud, values: { REGION: 'ru-7' } },
      ]);
    } catch (error) {
      if (error instanceof Misconfigured) return error;
    }
    throw new Error('nothing was wrong');
  };

  it('reports everything that is wrong together, by name', () => {
    const { problems, message } = failing();

    expect(problems.map(({ of, name }) => `${of} ${name}`)).toEqual(['web PORT', 'cloud TOKEN']);
    expect(message).toContain('TOKEN (cloud): is missing');
  });

  it('does not repeat a wrong value, which may be a secret', () => {
    const shape = z.object({ TOKEN: z.string().regex(/^tok-/) });

    expect(() => checked([{ of: 'cloud', shape, values: { TOKEN: 'hunter2' } }])).toThrow(Misconfigured);
    expect(() => checked([{ of: 'cloud', shape, values: { TOKEN: 'hunter2' } }])).not.toThrow(/hunter2/);
  });

  it('gives the values back in the order of the parts', () => {
    const [first, second] = checked([
      { of: 'web', shape: web, values: { PORT: '80', HOST: 'x' } },
      { of: 'cloud', shape: cloud, values: { TOKEN: 't', REGION: 'r' } },
    ]);

    expect(first).toEqual({ PORT: 80, HOST: 'x' });
    expect(second.TOKEN.reveal()).toBe('t');
  });
});

describe('a secret', () => {
  const secret = hidden().parse('hunter2');

  it.each([
    ['printed', () => `${secret}`],
    ['joined', () => `a${String(secret)}`],
    ['inspected', () => inspect({ deep: { secret } })],
    ['shown with everything', () => inspect(secret, { showHidden: true, depth: 9 })],
    ['written as JSON', () => JSON.stringify({ secret })],
    ['spread', () => JSON.stringify({ ...secret })],
  ])('is not seen when it is %s', (_, show) => {
    expect(show()).not.toContain('hunter2');
  });

  it('is given out when it is asked for by name', () => {
    expect(secret.reveal()).toBe('hunter2');
  });
});
