import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { SlackChat } from '../../adapters/chat/slack/chat.ts';
import type { FakeSlack, FakeSlackOptions } from '../../adapters/chat/slack/fake/fake-slack.ts';
import { type Options, startPractice } from '../../adapters/cloud/openstack/practice/practice.ts';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { createDesk } from '../../src/bot.ts';
import { allCommands, allOperations } from '../../src/discover.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import { hostFiles } from '../../src/host-files.ts';
import type { Desk, Kept, Memory, Store } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import { practiceCloud } from '../commands/harness.ts';
import { mapMemory } from '../contract/map-memory.ts';
import { newestIn } from '../engine/newest.ts';
import { drive, type VirtualClock } from '../engine/virtual-clock.ts';
import { type By, chatOn, listening, slackHere } from './stage.ts';

/** The whole bot in a small Slack, on a practice cloud, in time that passes only when it has to. */
export interface PracticeBot {
  readonly slack: FakeSlack;
  readonly chat: SlackChat;
  readonly engine: Engine;
  readonly desk: Desk;
  readonly store: Store;
  readonly clock: VirtualClock;
  /** Lets time pass until it holds. */
  until(there: () => boolean | Promise<boolean>): Promise<void>;
  /** Lets time pass until the newest operation has come to its end and everything is said of it. */
  rest(): Promise<Kept>;
}

export interface Practising {
  readonly timings?: Options['timings'];
  readonly by?: By;
  readonly memory?: Memory;
  readonly slack?: FakeSlackOptions;
}

export async function practiceBot(on: Practising = {}): Promise<PracticeBot> {
  const { by = 'socket', memory = mapMemory(), timings = 'real' } = on;
  const slack = await slackHere(on.slack);
  const { clock } = slack;
  const folder = mkdtempSync(join(tmpdir(), 'hoist-'));
  const practice = await startPractice({ timings, now: clock.now });
  const cloud = practiceCloud(practice, {}, clock.now);
  const store = sqliteStore(':memory:');
  const files = hostFiles(folder);
  const chat = await chatOn(slack, { clock, by, memory });
  const operations = await allOperations();
  const engine = createEngine({ store, operations, world: { files, cloud: () => cloud }, chats: [chat], clock });
  const desk = createDesk({
    ...{ commands: await allCommands(), engine, clouds: [cloud], store, files },
    ...{ version: '0.0.0', now: clock.now, log: silent, chats: [chat] },
  });
  onTestFinished(async () => {
    await chat.close();
    await engine.close();
    await cloud.close();
    await practice.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  engine.start();
  await listening(slack, chat, desk, by);

  const busy = () => engine.busy() || chat.busy() || slack.busy;
  const until: PracticeBot['until'] = (there) => drive(clock, async () => there(), busy);

  return {
    ...{ slack, chat, engine, desk, store, clock, until },
    async rest() {
      await until(async () => (await newestIn(store)).head.state !== 'going');
      await until(async () => (await store.unsent(1)).length === 0 && !busy());
      return newestIn(store);
    },
  };
}
