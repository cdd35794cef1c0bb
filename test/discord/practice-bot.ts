import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { DiscordChat } from '../../adapters/chat/discord/chat.ts';
import type { FakeDiscord } from '../../adapters/chat/discord/fake/fake-discord.ts';
import { type Options, type Practice, startPractice } from '../../adapters/cloud/openstack/practice/practice.ts';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { createDesk } from '../../src/bot.ts';
import { allCommands, allOperations } from '../../src/discover.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import { hostFiles } from '../../src/host-files.ts';
import type { Cloud, Desk, Kept, Memory, Store } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import { practiceCloud } from '../commands/harness.ts';
import { mapMemory } from '../contract/map-memory.ts';
import { newestIn } from '../engine/newest.ts';
import { drive, type VirtualClock, virtualClock } from '../engine/virtual-clock.ts';
import { chatOn, startDiscord } from './stage.ts';

/** The whole bot in a small Discord, on a practice cloud, in time that passes only when it has to. */
export interface PracticeBot {
  readonly discord: FakeDiscord;
  readonly chat: DiscordChat;
  readonly engine: Engine;
  readonly desk: Desk;
  readonly store: Store;
  readonly cloud: Cloud;
  readonly practice: Practice;
  readonly clock: VirtualClock;
  /** Lets time pass until it holds of the newest operation. */
  until(there: (kept: Kept) => boolean): Promise<void>;
  /** Lets time pass until the newest operation has come to its end and everything is said of it. */
  rest(): Promise<void>;
}

/** As in a public cloud, but that calls are answered at once: those take real time. */
const usual = { volumeFromImage: 6_000, server: 22_000, address: 600, remove: 4_000 };

export async function practiceBot(
  practising: Pick<Options, 'timings'> = {},
  memory: Memory = mapMemory(),
): Promise<PracticeBot> {
  const clock = virtualClock();
  // discord.js waits limits out in real time, which here stands still.
  const discord = await startDiscord({ now: clock.now, rates: 'none' });
  const folder = mkdtempSync(join(tmpdir(), 'hoist-'));
  const practice = await startPractice({ timings: usual, ...practising, now: clock.now });
  const cloud = practiceCloud(practice, {}, clock.now);
  const store = sqliteStore(':memory:');
  const files = hostFiles(folder);
  const chat = await chatOn(discord, { memory, clock });
  const operations = await allOperations();
  const engine = createEngine({ store, operations, world: { files, cloud: () => cloud }, chats: [chat], clock });
  const desk = createDesk({
    ...{ commands: await allCommands(), engine, clouds: [cloud], store, files },
    ...{ version: '0.0.0', now: clock.now, log: silent, chats: [chat] },
  });
  engine.start();
  await chat.listen(desk);
  onTestFinished(async () => {
    await chat.close();
    await engine.close();
    await cloud.close();
    await practice.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const until: PracticeBot['until'] = (there) => drive(clock, async () => there(await newestIn(store)), engine.busy);

  return {
    ...{ discord, chat, engine, desk, store, cloud, practice, clock, until },
    async rest() {
      await until(({ head }) => head.state !== 'going');
      await drive(clock, async () => (await store.unsent(1)).length === 0, engine.busy);
      await chat.quiet();
    },
  };
}
