import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { type Host, hostPractice } from '../../adapters/cloud/practice/host.ts';
import practice from '../../adapters/cloud/practice/index.ts';

const signal = new AbortController().signal;

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'practice-host-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

async function host(dir: string, port = 0): Promise<Host> {
  const made = await hostPractice({ dir, port, speed: 'instant' });
  onTestFinished(() => made.close());
  return made;
}

const portOf = (one: Host) => Number(new URL(one.env.OS_AUTH_URL ?? '').port);
const alive = async (one: Host) => (await fetch(one.env.OS_AUTH_URL ?? '')).status;

it('joins the server of the same folder, wherever it listens', async () => {
  const dir = folder();
  const first = await host(dir);
  const second = await host(dir, portOf(first));
  const third = await host(dir);
  expect(second.env).toEqual(first.env);
  expect(third.env).toEqual(first.env);
});

it('takes the port over when the one who served it goes away', async () => {
  const dir = folder();
  const first = await host(dir);
  const second = await host(dir, portOf(first));
  await first.close();
  await vi.waitFor(async () => expect(await alive(second)).toBe(200), 5_000);
  const third = await host(dir, portOf(first));
  expect(third.env).toEqual(first.env);
});

it('goes to another port when somebody else has the wanted one', async () => {
  const stranger = createServer((_, response) => response.end('hello'));
  await new Promise<void>((listening) => stranger.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void stranger.close());
  const { port } = stranger.address() as AddressInfo;
  const mine = await host(folder(), port);
  expect(portOf(mine)).not.toBe(port);
  expect(await alive(mine)).toBe(200);
});

it('is there without configuration, and gives way to a real cloud', async () => {
  expect(await practice.configured({})).toEqual([{ name: 'practice', values: {} }]);
  expect(await practice.configured({ OS_AUTH_URL: 'https://example.org' })).toEqual([]);
  expect(await practice.configured({ OS_AUTH_URL: 'https://example.org', PRACTICE: 'true' })).toHaveLength(1);
  expect(await practice.configured({ PRACTICE: 'false' })).toEqual([]);
});

it('opens the Selectel adapter on itself with choices that work at once', async () => {
  const config = practice.config.parse({ HOIST_DATA: folder(), PRACTICE_PORT: '0', PRACTICE_SPEED: 'instant' });
  const cloud = await practice.open(config, 'practice');
  onTestFinished(() => cloud.close());
  expect(cloud.about).toMatchObject({ kind: 'practice', zone: 'ru-7a', defaults: { baseImage: 'ubuntu-24.04' } });
  expect((await cloud.images(signal)).map(({ name }) => name).sort()).toEqual([
    'base-image',
    'debian-12',
    'ubuntu-24.04',
  ]);
});
