import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { startPractice } from '../../adapters/cloud/openstack/practice/practice.ts';
import { accessBy } from '../../src/access/access.ts';
import { readPolicy } from '../../src/access/policy-file.ts';
import { createDesk } from '../../src/bot.ts';
import { allCommands, allOperations } from '../../src/discover.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { hostFiles } from '../../src/host-files.ts';
import type { Answer, Store } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import type { StorePlace } from '../contract/store.ts';
import { drive, virtualClock } from '../engine/virtual-clock.ts';
import { practiceCloud } from './harness.ts';

const policy = readPolicy(
  "rules: [{rule: everybody, may: '*'}]\nquotas: [{rule: seven each, machines: 7}]",
  'hoist.yaml',
);
const ann = { id: 'web:local:ann', name: 'ann' };
const signal = new AbortController().signal;

/** Several processes, as far as the store can tell, on one practice cloud. */
async function town(place: StorePlace, processes: number) {
  const clock = virtualClock();
  const practice = await startPractice({ timings: 'instant', now: clock.now });
  const cloud = practiceCloud(practice, {}, clock.now);
  const files = hostFiles(mkdtempSync(join(tmpdir(), 'hoist-')));
  const operations = await allOperations();
  const commands = await allCommands();
  const parts = await Promise.all(
    Array.from({ length: processes }, async (_, nth) => {
      const store = await place.open();
      const engine = createEngine({
        ...{ store, operations, clock, worker: `worker ${nth}`, chats: [] },
        world: { files, cloud: () => cloud },
      });
      const desk = createDesk({
        ...{ commands, engine, store, files, clouds: [cloud], version: '0.0.0', now: clock.now, log: silent },
        access: accessBy(() => policy),
      });
      engine.start();
      return { store, engine, desk };
    }),
  );
  onTestFinished(async () => {
    await Promise.all(parts.map(({ engine }) => engine.close()));
    await cloud.close();
    await practice.close();
    await place.end();
  });
  const calling = () => parts.some(({ engine }) => engine.busy());
  return {
    store: parts[0]?.store as Store,
    machines: () => Array.fromAsync(cloud.list(signal)),
    /** All of them ask in one moment, at one process after the other, while what has begun is carried on. */
    async ask(names: readonly string[]): Promise<readonly Answer[]> {
      const asked = names.map((name, nth) =>
        parts[nth % processes]!.desk.hear(
          {
            ...{ id: `event ${name}`, who: ann, where: { chat: 'web', channel: 'general' }, locale: 'en' as const },
            body: { words: `gpu start base-image --flavor 1011 --name ${name}` },
          },
          signal,
        ),
      );
      let over = false;
      const all = Promise.all(asked).finally(() => {
        over = true;
      });
      await drive(
        clock,
        async () => over,
        () => !over || calling(),
      );
      return all;
    },
    rest: () => drive(clock, async () => (await parts[0]!.store.counts()).going === 0, calling),
  };
}

const many = (count: number, prefix: string) => Array.from({ length: count }, (_, nth) => `${prefix}-${nth}`);

/** So many ask in one moment, at four processes on one store: 7 begin, and all others read why not. */
export async function exactlySeven(place: StorePlace, count: number): Promise<void> {
  const on = await town(place, 4);

  const answers = await on.ask(many(count, 'first'));
  const begun = answers.filter(({ kind }) => kind === 'began');
  expect(begun).toHaveLength(7);
  const names = (await on.store.heads({ limit: 20 })).map(({ input }) => (input as { readonly name: string }).name);
  const sentence = `You may run 7 machines and 7 run: ${names.sort().join(', ')}.`;
  const refused = answers.flatMap((answer) => (answer.kind === 'view' ? [answer.view.title] : []));
  expect(new Set(refused)).toEqual(new Set([sentence]));
  expect(refused).toHaveLength(count - 7);

  await on.rest();
  expect(await on.machines()).toHaveLength(7);
  const later = await on.ask(many(20, 'later'));
  expect(later.every((answer) => answer.kind === 'view' && answer.view.title === sentence)).toBe(true);
}
