import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { processes } from './processes.ts';

let here: ReturnType<typeof processes>;
beforeEach(() => {
  here = processes();
});
afterEach(() => here.close());

it.each([
  ['main.ts', []],
  ['cli.ts', ['gpu', 'list']],
] as const)('says in words that a cloud is named nowhere, and no line of code, from %s', async (entry, words) => {
  const { status, err } = await here.begin(entry, words, { OS_CLOUD: 'nope', HOME: here.data }).ended;

  expect(status).toBe(78);
  expect(err).toMatch(/^OS_CLOUD names nope, but there is no clouds\.yaml\.\nLooked for it in .+\n$/);
});

it('says in words that the port of the page is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  // A server on a port has an address of this kind.
  const { port } = other.address() as AddressInfo;

  const { status, err } = await here.begin('main.ts', [], { WEB_PORT: String(port), HOIST_LOG: 'silent' }).ended;

  other.close();
  expect(status).toBe(78);
  expect(err).toBe(
    `port ${port} is already in use, so the web page cannot be served there\n` +
      'set WEB_PORT to a free port, or stop what uses this one\n',
  );
});
