import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { z } from 'zod';
import type { Fault } from '../../../adapters/cloud/openstack/practice/practice.ts';
import sqliteStore from '../../../adapters/store/sqlite/index.ts';
import { realClock } from '../../../src/engine/clock.ts';
import type { Kept, Store } from '../../../src/kit.ts';
import { quick } from '../../store/quick.ts';
import { changes, inventoryOf, openScene, type Prepare, type Scene } from '../scene.ts';
import { type Bot, startBot } from './bot.ts';
import { upTo } from './random.ts';

/** Words to say, and what they must come to. `nth` is how often all of the list was said before. */
export interface Line {
  words(nth: number): string;
  changes(nth: number): readonly string[];
  readonly ends?: 'undone';
  readonly fault?: Fault;
}

export interface Lane {
  readonly prepare: Prepare;
  readonly lines: readonly Line[];
}

export interface Survived {
  readonly kills: number;
  readonly operations: number;
}

/** One bot with a cloud and a data folder of its own: says line after line, killing it, until it died so often. */
export async function survive(lane: Lane, kills: number, random: () => number): Promise<Survived> {
  const data = mkdtempSync(join(quick, 'hoist-kill-'));
  const scene = await openScene(
    { prepare: lane.prepare, practising: { dir: join(data, 'practice'), timings: briefly } },
    realClock,
  );
  const store = sqliteStore(join(data, 'hoist.sqlite'));
  const env = {
    HOIST_DATA: data,
    HOIST_IMAGES: scene.folder,
    PRACTICE_PORT: new URL(scene.practice.url).port,
    SSH_KEY_FILE: scene.keyFile,
    ...configured,
  };
  let bot = await startBot(env);
  let [killed, operations] = [0, 0];
  try {
    for (let nth = 0; killed < kills; nth++) {
      for (const line of lane.lines) {
        operations += 1;
        killed += await play(line, nth);
      }
    }
    return { kills: killed, operations };
  } finally {
    await bot.kill();
    await store.close();
    await scene.close();
    rmSync(data, { recursive: true });
  }

  async function play(line: Line, nth: number): Promise<number> {
    const before = inventoryOf(scene);
    const shown = await posted(store);
    const known = new Set((await store.heads({ limit: 1_000 })).map(({ id }) => id));
    const forget = line.fault && scene.practice.faults.add(line.fault);
    const wanted = killed < kills ? upTo(random, 4) : 0;
    let deaths = 0;
    let ended: Kept | undefined;
    while (!ended) {
      const disarm = deaths < wanted ? killSometime(scene, bot, random, deaths === 0 ? 20 : 10) : () => {};
      ended = await life(line.words(nth), `line-${operations}-${nth}`, known);
      disarm();
      if (ended) break;
      deaths += 1;
      await bot.dead;
      bot = await startBot(env);
    }
    forget?.();
    const entries = ended.entries.map((entry) => JSON.stringify(entry));
    const told = [`${line.words(nth)}, killed ${deaths} times`, ...entries].join('\n');
    expect(ended.head.state, told).toBe(line.ends ?? 'done');
    // What was switched on at the end may still be on its way up.
    await expect
      .poll(() => changes(before, inventoryOf(scene)), { message: told, interval: 20, timeout: 5_000 })
      .toEqual(line.changes(nth));
    const fresh = (await posted(store)).filter((id) => !shown.includes(id)).map((id) => id.replace(/\.\d+$/, ''));
    expect(fresh.sort(), told).toEqual(['card', 'ping'].map((kind) => `post:${ended.head.id}.${kind}`));
    return deaths;
  }

  /** Until the operation has ended and is shown, or the bot is dead: then undefined. */
  async function life(words: string, event: string, known: ReadonlySet<string>): Promise<Kept | undefined> {
    let over = false;
    void bot.dead.then(() => {
      over = true;
    });
    const begun = async () => (await store.heads({ limit: 1_000 })).find(({ id }) => !known.has(id));
    if (!(await begun())) await bot.hear(event, { words }).catch(() => undefined);
    let pressed = false;
    while (!over) {
      const head = await begun();
      if (head?.state === 'waiting' && !pressed) {
        pressed = true;
        const press = { command: 'approve yes', args: { operation: head.id } };
        await bot.hear(`${event}-yes-${Math.floor(performance.now())}`, { press }, 'approver').catch(() => undefined);
      }
      const ended = head && ['done', 'undone', 'stuck'].includes(head.state);
      if (ended && (await store.unsent(1)).length === 0) return store.read(head.id);
      await sleep(20);
    }
    return undefined;
  }
}

const configured = {
  GPU_FLAVOR_ID: '3073',
  SETUP_FLAVOR_ID: '1011',
  DISK_TYPE: 'universal',
  DISK_SIZE_GB: '10',
  SSH_KEY_NAME: 'hoist-key',
};

/** Long enough that something is still going on when the bot comes back, and no longer. */
const briefly = { volumeFromImage: 60, server: 120, noHost: 60, remove: 60, power: 60, imagePerGiB: 30, address: 20 };

/** At one of its next calls: before the cloud has done it, before the answer, or a moment after that. */
function killSometime({ practice }: Scene, bot: Bot, random: () => number, calls: number): () => void {
  const [at, way] = [upTo(random, calls), upTo(random, 3)];
  const later = random() * 12;
  let seen = 0;
  const disarm = practice.onCall(async ({ phase }) => {
    if (phase === 'before') seen += 1;
    if (seen !== at || phase !== (way === 1 ? 'before' : 'after')) return;
    disarm();
    if (way === 3) return void sleep(later).then(bot.kill);
    await bot.kill();
    throw new Error('the caller is gone');
  });
  return disarm;
}

const message = z.object({ id: z.string(), only: z.string().optional(), body: z.object({ view: z.unknown() }) });

/** Of all that stands in the channel, what the bot posted for everyone to see: the ids of the messages. */
async function posted(store: Store): Promise<readonly string[]> {
  const kept = (await store.all('chat/web/message/')).map(([, value]) => message.safeParse(value).data);
  return kept.flatMap((each) => (each && each.only === undefined ? [each.id] : []));
}
