import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createDesk } from '../../src/bot.ts';
import { allCommands, allOperations } from '../../src/discover.ts';
import { hostFiles } from '../../src/host-files.ts';
import type { Files } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import { readPeople, strangers } from '../../src/people.ts';
import { ownConsent } from '../access/own-consent.ts';
import { crashEverywhere, type Outside, type Played, type Say, type Scenario } from '../contract/crash.ts';
import type { StorePlace } from '../contract/store.ts';
import { ann } from '../engine/workbench.ts';
import { placeAt } from '../store/file-place.ts';
import { quick } from '../store/quick.ts';
import { changes, inventoryOf, openScene, type Scene, type Setting } from './scene.ts';

export interface Play extends Setting {
  readonly words: string;
  /** What the words come to, wherever the bot dies. */
  readonly ends: 'done' | 'undone';
  /** What is chosen on the card before it is answered. */
  readonly toggle?: string;
  /** It is cancelled once this step has begun. */
  readonly cancelAt?: string;
  /** Of the inventory, wherever the bot dies. */
  always?(inventory: readonly string[]): void;
  /** What is different at the end in the cloud and on the host. */
  readonly changes: readonly string[];
}

/** Plays it once whole, and once for every point where a process can die; each must come to the same end. */
export async function dieEverywhere(play: Play): Promise<Played> {
  let scene: Scene | undefined;
  const scenario: Scenario = {
    name: play.words,
    async stage(clock) {
      const at = await openScene(play, clock);
      scene = at;
      const before = inventoryOf(at);
      return {
        begin: sayOnce(play.words, clock.now),
        async process(outside) {
          play.always?.(inventoryOf(at));
          return processOn(at, outside);
        },
        async people(engine, { head, entries }) {
          if (entries.some((one) => one.kind === 'began' && one.step === play.cancelAt))
            return engine.cancel(head.id, ann);
          if (head.state !== 'waiting') return;
          const toggled = entries.some(({ kind }) => kind === 'toggled');
          if (play.toggle && !toggled) await engine.toggle(head.id, play.toggle, true, ann);
          else await engine.answer(head.id, { yes: true }, ann);
        },
        async check(ended) {
          // What was cancelled on its way comes to its own end.
          if (play.cancelAt) at.later();
          const after = inventoryOf(at);
          expect({ state: ended.head.state, changes: changes(before, after) }).toEqual({
            state: play.ends,
            changes: play.changes,
          });
        },
        close: at.close,
      };
    },
  };
  return crashEverywhere(scenario, () => placeKeepingSecrets(() => scene?.practice.env.OS_PASSWORD ?? ''));
}

async function processOn(scene: Scene, outside: Outside) {
  const cloud = scene.cloud();
  const gone = Promise.withResolvers<never>();
  gone.promise.catch(() => undefined);
  const forget = scene.practice.onCall(({ phase, method, service, path }) =>
    outside.point(`${phase} ${method} ${service}${path}`),
  );
  return {
    operations: operations,
    world: { cloud: () => cloud, files: mortalFiles(hostFiles(scene.folder), outside, gone.promise) },
    async close() {
      forget();
      gone.reject(new Error('the process is gone'));
      await cloud.close();
    },
  };
}

/** Says the words, unless what they began is known already. */
const sayOnce =
  (words: string, now: () => number): Say =>
  async (engine, store, { world }) => {
    const [begun] = await store.heads({ limit: 1 });
    if (begun) return begun;
    const desk = createDesk({
      access: ownConsent,
      people,
      commands: commands,
      engine,
      clouds: [world.cloud('practice')],
      store,
      files: world.files,
      version: '0.0.0',
      now,
      log: silent,
    });
    const where = { chat: 'web', channel: 'general' };
    const answer = await desk.hear({ id: 'the words', who: ann, where, locale: 'en', body: { words } }, signal);
    if (answer.kind !== 'began') throw new Error(`${words} began nothing: ${JSON.stringify(answer)}`);
    return { id: answer.operation };
  };

/** Whom something can be given to. */
const read = readPeople('bob=web:local:bob');
const people = 'wrong' in read ? strangers : read;

const { signal } = new AbortController();
const [commands, operations] = await Promise.all([allCommands(), allOperations()]);

/** Every change of the host is a point to die at, and so is the middle of every stream of bytes. */
function mortalFiles(files: Files, outside: Outside, gone: Promise<never>): Files {
  const torn = async function* (body: AsyncIterable<Uint8Array>) {
    for await (const chunk of body) {
      const middle = Math.ceil(chunk.length / 2);
      yield chunk.subarray(0, middle);
      // A process that is gone holds no file open.
      await Promise.race([outside.point('half of the bytes'), gone]);
      yield chunk.subarray(middle);
    }
  };
  return {
    ...files,
    read: (...what) => torn(files.read(...what)),
    write: (path, from, body, stop, hash) => outside('write', () => files.write(path, from, torn(body), stop, hash)),
    place: (...what) => outside('place', () => files.place(...what)),
    unplace: (...what) => outside('unplace', () => files.unplace(...what)),
    remove: (path) => outside('remove', () => files.remove(path)),
  };
}

/** A store in a file, in which no secret of the cloud may ever stand. */
async function placeKeepingSecrets(password: () => string): Promise<StorePlace> {
  const dir = mkdtempSync(join(quick, 'hoist-crash-'));
  const { open, end } = placeAt(join(dir, 'hoist.sqlite'));
  return {
    open,
    async end() {
      await end();
      const written = readdirSync(dir).map((name) => readFileSync(join(dir, name), 'latin1'));
      rmSync(dir, { recursive: true });
      for (const secret of [password(), 'gAAAAAB']) for (const text of written) expect(text).not.toContain(secret);
    },
  };
}
