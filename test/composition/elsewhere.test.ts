import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, it } from 'vitest';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { processes } from './processes.ts';

const here = processes();
afterAll(() => here.close());

/** Another cloud than the one that the operation is about, and only that. */
const elsewhere = {
  OS_AUTH_URL: 'http://127.0.0.1:9/v3',
  OS_USERNAME: 'hoist',
  OS_PASSWORD: 'sesame',
  OS_PROJECT_ID: 'p',
};

it('leaves an operation alone whose cloud it does not know, for whoever does', async () => {
  const slow = { PRACTICE_SPEED: '10' };
  const { child, ended } = here.begin('cli.ts', ['gpu', 'start', 'base-image', '--name', 'left'], slow);
  child.stdout.on('data', (chunk) => {
    if (String(chunk).includes('✓ Disk')) child.kill('SIGKILL');
  });
  await ended;
  const file = join(here.data, 'hoist.sqlite');
  // As if the killed one had been gone for a minute: until then its work is its own.
  new DatabaseSync(file).exec('UPDATE operation SET lease = lease - 60000');
  const store = sqliteStore(file);
  const [head] = await store.heads({ limit: 1 });

  await here.hoist(['version'], elsewhere);
  await here.begin('carry-on.ts', [], elsewhere).ended;

  const left = await store.read(head?.id ?? '');
  expect(left?.head.state).toBe('going');
  expect(left?.entries.map(({ kind }) => kind)).not.toContain('failed');
  await here.begin('carry-on.ts', [], slow).ended;
  expect((await store.read(head?.id ?? ''))?.head.state).toBe('done');
  await store.close();
}, 60_000);
