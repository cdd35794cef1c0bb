import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, it } from 'vitest';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { processes } from './processes.ts';

const here = processes();
afterAll(() => here.close());

it('sees to it that what a killed command left in the middle is carried to its end', async () => {
  const slow = { PRACTICE_SPEED: '10' };
  const { child, ended } = here.begin('cli.ts', ['gpu', 'start', 'base-image', '--name', 'killed'], slow);
  child.stdout.on('data', (chunk) => {
    if (String(chunk).includes('✓ Machine')) child.kill('SIGKILL');
  });
  await ended;
  const file = join(here.data, 'hoist.sqlite');
  // As if the killed one had been gone for a minute: until then its work is its own.
  new DatabaseSync(file).exec('UPDATE operation SET lease = lease - 60000');

  await here.hoist(['version'], slow);

  const store = sqliteStore(file);
  await expect.poll(async () => (await store.heads({ limit: 1 }))[0]?.state, { timeout: 15_000 }).toBe('done');
  await store.close();
  const { out } = await here.hoist(['gpu', 'list', '--json'], slow);
  expect(JSON.parse(out)).toMatchObject([{ name: 'killed' }]);
});
