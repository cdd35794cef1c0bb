import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const lock = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8');

it('names no registry and no host, so that any mirror serves', () => {
  expect(lock).not.toMatch(/"resolved":/);
  expect(lock).toContain('"integrity"');
});
