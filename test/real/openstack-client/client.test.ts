import { execFile, execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startPractice } from '../../../adapters/cloud/openstack/practice/practice.ts';
import { compare } from './run.ts';
import { page } from './table.ts';

// A real cloud on a busy machine takes minutes for what a client does in a row.
const patience = 30 * 60_000;

it('answers the openstack client as a real OpenStack does', { timeout: patience }, async () => {
  const all = await compare(process.env);
  const real = process.env.OS_AUTH_URL !== undefined;
  // The recorded comparison is written only by a run that compared.
  if (real && process.env.RECORD === 'true') record(all);
  expect(all.length).toBeGreaterThan(40);
  expect(all.filter(({ practice }) => practice.code === 99)).toEqual([]);
  expect(all.flatMap(({ said, wrong }) => wrong.map((one) => ({ said, ...one })))).toEqual([]);
});

it('lets an Ansible playbook make a machine with an address and take it away', async () => {
  const practice = await startPractice({ timings: 'instant' });
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, LANG: 'C.UTF-8', ...practice.env };
  const out = await new Promise<string>((done) => {
    execFile(join(import.meta.dirname, 'ansible.sh'), ['osc-play', 'base-image', 'net'], { env }, (_, text) =>
      done(text),
    );
  });
  const { servers, volumes, floatingips } = practice.inventory();
  await practice.close();
  expect(out).toMatch(/ok=12\s+changed=8\s+unreachable=0\s+failed=0/);
  expect([...servers, ...volumes, ...floatingips]).toEqual([]);
});

function record(all: Awaited<ReturnType<typeof compare>>): void {
  const client = execFileSync('openstack', ['--version'], { encoding: 'utf8' }).trim();
  const about = {
    date: new Date().toISOString().slice(0, 10),
    client,
    real: process.env.OS_REAL_NAME ?? 'a real OpenStack',
  };
  writeFileSync(join(import.meta.dirname, '../../../docs/openstack-client.md'), page(all, about));
}
