import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { redisConfig } from '../../adapters/store/redis/index.ts';
import { redisStore } from '../../adapters/store/redis/store.ts';
import { checked, readConfig } from '../../src/config.ts';
import { endsWithin } from '../../src/ending.ts';
import { envExample } from '../../src/env-example.ts';
import { silent } from '../../src/log.ts';
import { observeVariables } from '../../src/observe/settings.ts';
import { saidRole } from '../../src/role.ts';
import { installed, type Server, startServer } from '../store/redis-server.ts';

const root = join(import.meta.dirname, '../..');
const words = z.array(z.string());
const service = z.object({
  image: z.string(),
  build: z.string().optional(),
  command: words,
  env_file: z.string().optional(),
  environment: z.record(z.string(), z.string()).default({}),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  volumes: words,
  stop_grace_period: z.string().regex(/^\d+s$/),
  deploy: z.object({ replicas: z.number() }).default({ replicas: 1 }),
});
const compose = z
  .object({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.unknown()) })
  .parse(parse(readFileSync(join(root, 'compose.yaml'), 'utf8'), { merge: true }));
const { redis, ...bots } = compose.services;
const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');

let server: Server;
beforeAll(async () => {
  server = await startServer(installed(), ...(redis?.command.slice(1) ?? []));
});
afterAll(() => server.end());

it('starts one process that talks and two that work', () => {
  const roles = Object.values(bots).map(({ command, deploy }) => [saidRole(command), deploy.replicas]);

  expect(roles).toEqual([
    ['chat', 1],
    ['worker', 2],
  ]);
  // The command is what follows the entry point, and does not replace it.
  expect(dockerfile).toMatch(/^ENTRYPOINT \[.*"src\/main\.ts"\]$/m);
});

it('sets variables that there are, to values that are taken', async () => {
  const known = [...(await envExample()).matchAll(/^#([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name);

  for (const { environment, env_file } of Object.values(bots)) {
    expect(env_file).toBe('.env');
    for (const name of Object.keys(environment)) expect(known).toContain(name);
    const { env } = readConfig('/nowhere', environment);
    const [store, observe] = checked([
      { of: 'redis', shape: redisConfig, values: env },
      { of: 'observe', shape: observeVariables, values: env },
    ]);
    expect(store.REDIS_URL?.reveal()).toBe('redis://redis:6379/0');
    expect(observe.HOIST_HTTP?.port).toBe(9464);
  }
});

it('runs a Redis of which the doctor has nothing to say', async () => {
  const store = await redisStore({ url: server.url, prefix: 'compose' }, silent);
  const found = (await store.check?.()) ?? [];
  await store.close();

  expect(found.map(({ ok, what }) => [ok, what('en')])).toEqual(found.map(({ what }) => [true, what('en')]));
  expect(redis?.command.join(' ')).toContain('--maxmemory-policy noeviction');
  expect(redis?.volumes).toEqual(['redis:/data']);
});

it('gives every process longer than it takes to end', () => {
  for (const { stop_grace_period: grace } of Object.values(compose.services))
    expect(Number.parseInt(grace, 10) * 1_000).toBeGreaterThan(2 * endsWithin);
});

it('waits for Redis, and names every volume it uses', () => {
  for (const { depends_on } of Object.values(bots)) expect(depends_on.redis?.condition).toBe('service_healthy');
  const used = Object.values(compose.services).flatMap(({ volumes }) => volumes.map((volume) => volume.split(':')[0]));
  expect([...new Set(used)].sort()).toEqual(Object.keys(compose.volumes).sort());
});
