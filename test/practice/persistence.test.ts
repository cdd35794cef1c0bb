import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { type Practice, startPractice } from '../../adapters/cloud/openstack/practice/practice.ts';
import { cloud, logIn, makeServer, makeVolume } from './client.ts';

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'practice-test-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

it('goes on where it was when it starts again, also with what was under way', async () => {
  const dir = folder();
  let now = Date.UTC(2026, 0, 1);
  const options = { dir, now: () => now, timings: { server: 22_000 } };
  const first = await startPractice(options);
  const before = await logIn(first);
  const { id } = await makeServer(before);
  await first.close();
  now += 60_000;
  const client = await cloud(options);
  expect((await client.call('compute', `GET /servers/${id}`)).body.server).toMatchObject({
    status: 'ACTIVE',
    'OS-SRV-USG:launched_at': '2026-01-01T00:01:00.000000',
  });
  expect(client.practice.env.OS_PASSWORD).toBe(first.env.OS_PASSWORD);
  expect((await client.call('network', 'GET /networks', undefined, { 'x-auth-token': before.token })).status).toBe(200);
});

it('loses nothing it answered when it is killed', async () => {
  const dir = folder();
  const script = `
    import { startPractice } from ${JSON.stringify(join(import.meta.dirname, '../../adapters/cloud/openstack/practice/practice.ts'))};
    const practice = await startPractice({ dir: ${JSON.stringify(dir)}, timings: 'instant' });
    console.log(JSON.stringify({ url: practice.url, env: practice.env }));`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const told = JSON.parse(await firstLine(child)) as Pick<Practice, 'url' | 'env'>;
  const remote = await logIn({ ...told } as Practice);
  const volume = await makeVolume(remote);
  const image = (
    await remote.call('image', 'POST /images', { name: 'mine', disk_format: 'raw', container_format: 'bare' })
  ).body.id;
  const headers = { 'content-type': 'application/octet-stream' };
  await remote.raw('image', `PUT /images/${image}/file`, { body: 'bytes that matter', headers });
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  await gone;
  const client = await cloud({ dir });
  expect((await client.call('volume', `GET /volumes/${volume}`)).body.volume.status).toBe('available');
  expect(await (await client.raw('image', `GET /images/${image}/file`)).text()).toBe('bytes that matter');
});

it('serves one folder in one process only', async () => {
  const dir = folder();
  await cloud({ dir });
  await expect(startPractice({ dir })).rejects.toThrow(/locked/);
});

it('throws bytes away when nothing is made of them any more', async () => {
  const dir = folder();
  const client = await cloud({ dir });
  const wish = { name: 'mine', disk_format: 'raw', container_format: 'bare' };
  const imageRef = (await client.call('image', 'POST /images', wish)).body.id;
  const headers = { 'content-type': 'application/octet-stream' };
  await client.raw('image', `PUT /images/${imageRef}/file`, { body: 'once', headers });
  const disk = await makeVolume(client, { imageRef });
  await client.call('image', `DELETE /images/${imageRef}`);
  expect(readdirSync(join(dir, 'bytes'))).toHaveLength(1);
  await client.call('volume', `DELETE /volumes/${disk}`);
  await client.call('volume', 'GET /volumes');
  expect(readdirSync(join(dir, 'bytes'))).toEqual([]);
});

it('lets nobody else read what it keeps', async () => {
  const dir = folder();
  await cloud({ dir });
  const others = (name: string) => statSync(join(dir, name)).mode & 0o077;
  expect([others('.'), others('cloud.sqlite'), others('openrc')]).toEqual([0, 0, 0]);
});

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('no output');
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('it ended without a word');
}
