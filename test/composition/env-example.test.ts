import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { envExample } from '../../src/env-example.ts';

const kept = readFileSync(join(import.meta.dirname, '../../.env.example'), 'utf8');

it('is what the adapters say today; `npm run env-example` writes it anew', async () => {
  expect(kept).toBe(await envExample());
});

it('switches nothing on when it is copied as it is', () => {
  expect(parseEnv(kept)).toEqual({});
});

it('names every variable once', () => {
  const names = [...kept.matchAll(/^#([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name);

  expect(names.length).toBeGreaterThan(20);
  expect(new Set(names).size).toBe(names.length);
});

it('can be read line by line once the marks are taken away', () => {
  const switchedOn = parseEnv(kept.replace(/^#(?=[A-Z][A-Z0-9_]*=)/gm, ''));

  expect(switchedOn.HOIST_DATA).toBe('./data');
  expect(() => readConfig('/nowhere', switchedOn)).not.toThrow();
});
