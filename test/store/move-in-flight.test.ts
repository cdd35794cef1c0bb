import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startPractice } from '../../adapters/cloud/openstack/practice/practice.ts';
import { createDesk } from '../../src/bot.ts';
import { allCommands, allOperations } from '../../src/discover.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { hostFiles } from '../../src/host-files.ts';
import type { Store } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import { ann, practiceCloud, where } from '../commands/harness.ts';
import { cards, fakeChat, pings, shown } from '../engine/fake-chat.ts';
import { drive, virtualClock } from '../engine/virtual-clock.ts';
import { places } from './moving.ts';
import { onEachServer } from './redis-server.ts';

onEachServer((server) => {
  /** One cloud, one chat and one clock, and bots on one store after the other. */
  async function scene() {
    const at = places(server().url);
    const clock = virtualClock();
    const folder = mkdtempSync(join(tmpdir(), 'hoist-'));
    const practice = await startPractice({
      timings: { server: 60_000, volumeFromImage: 60_000 },
      now: clock.now,
    });
    const cloud = practiceCloud(practice, {}, clock.now);
    const chat = fakeChat();
    const files = hostFiles(folder);
    const parts = { files, clock, chats: [chat], world: { files, cloud: () => cloud } };
    onTestFinished(async () => {
      await cloud.close();
      await practice.close();
      await at.close();
      rmSync(folder, { recursive: true, force: true });
    });
    async function bot(store: Store) {
      const engine = createEngine({ ...parts, store, operations: await allOperations() });
      const desk = createDesk({
        ...{ commands: await allCommands(), engine, clouds: [cloud], store, files, log: silent },
        ...{ version: '0.0.0', now: clock.now },
      });
      engine.start();
      return { engine, desk };
    }
    return { at, clock, cloud, chat, bot };
  }

  it('goes on in Redis, and back in the file, with an operation that was in the middle, in the same message', async () => {
    const { at, clock, cloud, chat, bot } = await scene();
    const never = new AbortController().signal;
    const file = await at.store('sqlite');
    const first = await bot(file);
    const heard = {
      id: 'event 1',
      who: ann,
      where,
      locale: 'en',
      body: { words: 'gpu start base-image --name web-1' },
    } as const;
    const answer = await first.desk.hear(heard, never);
    const id = answer.kind === 'began' ? answer.operation : '';
    const lengthOf = async (store: Store) => (await store.read(id))?.entries.length ?? 0;
    await drive(clock, async () => (await lengthOf(file)) >= 1 && chat.messages.size > 0, first.engine.busy);
    first.engine.abandon();
    expect((await file.read(id))?.head.state).toBe('going');
    const posted = chat.messages.get(`${id}.card`)?.length ?? 0;
    await file.close();

    await at.move('redis', undefined, () => clock.now() + 15_001);
    const redis = await at.store('redis');
    const second = await bot(redis);
    expect(await second.desk.hear(heard, never)).toMatchObject({ operation: id });
    await drive(clock, async () => (await lengthOf(redis)) >= 3, second.engine.busy);
    await second.engine.close();
    expect((await redis.read(id))?.head.state).toBe('going');
    await redis.close();

    await at.move('sqlite');
    const again = await at.store('sqlite');
    const third = await bot(again);
    const over = async () => (await again.read(id))?.head.state === 'done' && (await again.unsent(1)).length === 0;
    await drive(clock, over, third.engine.busy);
    await third.engine.close();
    await again.close();

    expect(chat.messages.get(`${id}.card`)?.length).toBeGreaterThan(posted);
    expect(cards(chat)).toEqual([`${id}.card`]);
    expect(pings(chat)).toHaveLength(1);
    expect(shown(chat, `${id}.card`).title).toContain('web-1');
    expect(await Array.fromAsync(cloud.list(never))).toMatchObject([{ name: 'web-1' }]);
  }, 60_000);
});
