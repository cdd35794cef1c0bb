import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { openLog } from '../../src/log.ts';
import { stage } from './stage.ts';

const line = z.looseObject({ msg: z.string(), level: z.string() });

/** A real log in a file, and what is in it. */
async function kept() {
  const folder = mkdtempSync(join(tmpdir(), 'hoist-log-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'hoist.log');
  const log = await openLog({ level: 'debug', file });
  const lines = () => readFileSync(file, 'utf8').trimEnd().split('\n');
  return { log, text: lines, lines: () => lines().map((text) => line.parse(JSON.parse(text))) };
}

it('follows one start through everything: what was heard, the operation, its steps, and the call that failed', async () => {
  const { log, lines } = await kept();
  const { bot, practice } = await stage();
  practice.faults.add({ service: 'compute', method: 'POST', path: /servers$/, what: { status: 503 }, times: 1 });
  const one = await bot({ log });

  const id = await one.say('gpu start base-image --name one', 'web:e-1');
  await one.ended(id);

  const [heard, begun, ...rest] = lines();
  expect(heard).toMatchObject({ msg: 'heard', event: 'web:e-1', command: 'gpu start' });
  expect(begun).toMatchObject({ msg: 'operation begun', event: 'web:e-1', operation: id });
  expect(rest.filter(({ operation }) => operation !== id)).toEqual([]);
  expect(rest.find(({ msg }) => msg === 'cloud call failed')).toMatchObject({
    level: 'warn',
    cloud: 'practice',
    verb: 'create',
    step: 'machine',
    code: 'unavailable',
    request: expect.stringMatching(/^req-/),
  });
  expect(rest.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['step tried', 'operation ended']));
  // What goes on by itself is no longer the work of whoever said something.
  expect(rest.filter(({ event }) => event !== undefined)).toEqual([]);
});

it('names what was heard when a question to a cloud fails, and when somebody is refused', async () => {
  const { log, lines } = await kept();
  const { bot, practice } = await stage();
  practice.faults.add({ service: 'compute', what: { status: 403 } });
  const one = await bot({ log });

  await one.say('gpu list', 'web:e-2');
  await one.say('gpu dance', 'web:e-3');

  const failed = lines().filter(({ msg }) => msg === 'cloud call failed');
  expect(failed.map(({ event, code }) => [event, code])).toEqual([['web:e-2', 'denied']]);
  expect(lines().filter(({ msg }) => msg === 'refused')).toMatchObject([
    { event: 'web:e-2', command: 'gpu list', code: 'denied' },
    { event: 'web:e-3', code: 'usage' },
  ]);
});

it('names the operation when its message cannot be sent, and in whatever the chat says meanwhile', async () => {
  const { log, lines } = await kept();
  const { bot, chat } = await stage();
  let refused = 1;
  chat.before = () => {
    log.info({}, 'about to say');
    refused -= 1;
    if (refused === 0) throw new Error('refused');
  };
  const one = await bot({ log });

  const id = await one.say('gpu start base-image --name one');
  await one.ended(id);

  const about = lines().filter(({ msg }) => msg === 'about to say' || msg === 'message not sent');
  expect(about.length).toBeGreaterThan(3);
  expect(about.filter(({ operation }) => operation !== id)).toEqual([]);
});

it('says nothing twice in a line', async () => {
  const { log, text } = await kept();
  const { bot } = await stage();
  const one = await bot({ log });

  await one.ended(await one.say('gpu start base-image --name one'));

  const doubled = text().filter((each) => {
    const names = [...each.matchAll(/[{,]"(\w+)":/g)].map(([, name]) => name);
    return new Set(names).size < names.length;
  });
  expect(doubled).toEqual([]);
});
