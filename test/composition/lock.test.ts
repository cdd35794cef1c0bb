import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';

const lock = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8');
const names = z.record(z.string(), z.string()).default({});
const { packages } = z
  .object({ packages: z.record(z.string(), z.object({ dependencies: names, optionalDependencies: names })) })
  .parse(JSON.parse(lock));

it('names no registry and no host, so that any mirror serves', () => {
  expect(lock).not.toMatch(/"resolved":/);
  expect(lock).toContain('"integrity"');
});

it('has every package that another one may need, also those for other systems: `npm ci` takes no other lock', () => {
  const here = Object.keys(packages);
  const missing = Object.entries(packages).flatMap(([of, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !here.some((path) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`)))
      .map((name) => `${of} → ${name}`),
  );
  expect(missing).toEqual([]);
});
