import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startPractice } from '../../adapters/cloud/openstack/practice/practice.ts';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { accessBy } from '../../src/access/access.ts';
import { readPolicy } from '../../src/access/policy-file.ts';
import { createDesk } from '../../src/bot.ts';
import { memoryOf } from '../../src/chats.ts';
import { allCommands, allOperations } from '../../src/discover.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { hostFiles } from '../../src/host-files.ts';
import { type Chat, type Desk, type Kept, type Memory, need, type Store } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import { createPeers } from '../../src/peers.ts';
import type { People } from '../../src/people.ts';
import { practiceCloud } from '../commands/harness.ts';
import { wire } from '../commands/wire.ts';
import { newestIn } from '../engine/newest.ts';
import { drive, type VirtualClock } from '../engine/virtual-clock.ts';
import { placeAt } from '../store/file-place.ts';
import type { StorePlace } from './store.ts';

/** Ann asks; Bob is an admin by his id in the first chat and Cid by a group in each; Dan is neither, and Eve may nothing at all. */
export const cast = ['ann', 'bob', 'cid', 'dan', 'eve'] as const;
export type Who = (typeof cast)[number];

/** The chat of one process. */
export interface Mouth {
  readonly chat: Chat;
  listen(desk: Desk): Promise<void>;
  /** From here on what people do reaches this process. */
  hears(): void;
  busy(): boolean;
  abandon(): Promise<void>;
}

/** Somebody who may not approve, whatever they look like. */
export interface Impostor {
  readonly what: string;
  press(button: string, operation: string): Promise<void>;
  /** What was said to them alone; nobody answers a bot. */
  told(): readonly string[];
  readonly bot?: true;
}

/** A small Slack or Discord with the cast in it, as far as approvals need it. */
export interface Room {
  readonly chat: string;
  readonly clock: VirtualClock;
  /** As a policy calls them, and the group that Cid is in. */
  idOf(who: Who): string;
  readonly group: string;
  readonly impostors: readonly Impostor[];
  open(memory: Memory): Promise<Mouth>;
  command(who: Who, name: string, args: Readonly<Record<string, string>>): Promise<void>;
  /** On the card, also where it was redrawn since this person saw it. */
  press(who: Who, button: string, how?: { readonly seen: unknown }): Promise<void>;
  /** In the form that is open before them, once it is. */
  fillIn(who: Who, values: Readonly<Record<string, string>>): Promise<void>;
  /** On what this person alone was told last. */
  pressTold(who: Who, button: string): Promise<void>;
  /** The card as it is drawn now, for somebody to go on looking at it. */
  seen(): unknown;
  /** Messages of the bot to everybody, as they read now. */
  said(): readonly string[];
  /** What the bot said in the thread of its card, and which ids of the chat that called. */
  replies(): readonly { readonly text: string; readonly calls: readonly string[] }[];
  /** What this person alone was told. */
  told(who: Who): readonly string[];
  /** Cid is in the group no more. */
  leave(who: 'cid'): void;
  busy(): boolean;
}

/** A process of the bot. */
export interface Bot {
  readonly mouths: readonly Mouth[];
  readonly leads: (chat: string) => boolean;
  /** How often somebody was heard here. */
  heard(): number;
  /** Stops as a killed process does. */
  die(): Promise<void>;
}

export interface Stage {
  readonly store: Store;
  /** Disks that the cloud was told to delete: each time counts. */
  readonly executions: readonly string[];
  /** What is left, by the names it had when Ann asked. */
  disks(): Promise<readonly string[]>;
  /** Somebody renames the disk "work" in the cloud's own console. */
  rename(): Promise<void>;
  begin(how?: { readonly carries?: false }): Promise<Bot>;
  until(there: () => boolean | Promise<boolean>): Promise<void>;
  pass(ms: number): Promise<void>;
  /** Until nothing goes on and everything is said. */
  rest(): Promise<void>;
  newest(): Promise<Kept>;
}

export interface Staged {
  readonly place?: StorePlace;
  /** Two of them at once; one after the other unless it is said. */
  readonly processes?: 2;
  /** What the rule about approvals says besides. */
  readonly rule?: string;
  readonly people?: People;
}

const policyOf = (rooms: readonly Room[], rule: string): string => `
groups:
  admins: [${[rooms[0]?.idOf('bob'), ...rooms.map(({ group }) => group)].join(', ')}]
  outsiders: [${rooms.map((room) => room.idOf('eve')).join(', ')}]
changed by: '@root'
rules:
  - { rule: outsiders look, who: outsiders, may not: [changes, removes] }
  - { rule: everybody, may: '*' }
approvals:
  - { rule: deletes need an admin, what: removes, by: admins ${rule && `, ${rule}`} }
`;

/** Whole bots in these chats, on one store and one practice cloud with the disks "work" and "other". */
export async function approvalStage(rooms: readonly Room[], staged: Staged = {}): Promise<Stage> {
  const { clock } = rooms[0]!;
  const folder = mkdtempSync(join(tmpdir(), 'hoist-approvals-'));
  const { place = staged.processes ? placeAt(join(folder, 'hoist.sqlite')) : inMemory(), rule = '', people } = staged;
  const policy = readPolicy(policyOf(rooms, rule), 'hoist.yaml');
  const practice = await startPractice({ timings: 'instant', now: clock.now });
  const executions: string[] = [];
  const bare = practiceCloud(practice, {}, clock.now);
  const disks = need(bare, 'disks');
  const remove: typeof disks.remove = (id, signal) => {
    executions.push(id);
    return disks.remove(id, signal);
  };
  const cloud = { ...bare, disks: { ...disks, remove } };
  const { signal } = new AbortController();
  const names = new Map<string, string>();
  for (const name of ['other', 'work']) {
    const stamp = { owner: rooms[0]!.idOf('ann'), operation: 'op-before' };
    names.set((await disks.create({ name, size: 5, stamp }, `before.${name}`, signal)).id, name);
  }
  const [operations, commands] = [await allOperations(), await allCommands()];
  const files = hostFiles(folder);
  const { store, asking } = counted(await place.open());
  const alive = new Set<() => boolean>();
  const gone = new Set<string>();
  const ends: (() => Promise<unknown>)[] = [];
  let processes = 0;
  onTestFinished(async () => {
    for (const end of ends) await end();
    await cloud.close();
    await practice.close();
    await place.end();
    rmSync(folder, { recursive: true, force: true });
  });

  async function begin({ carries = true }: { readonly carries?: boolean } = {}): Promise<Bot> {
    const who = `process-${++processes}`;
    const own = counted(await place.open(), () => gone.has(who));
    const leading = { who, isGone: (name: string) => gone.has(name) };
    const peers = createPeers({ ...leading, store: own.store, clock, log: silent });
    const mouths = await Promise.all(rooms.map((room) => room.open(memoryOf(room.chat, own.store, peers))));
    const chats = mouths.map(({ chat }) => chat);
    const access = accessBy(() => policy, people);
    const engine = createEngine({
      ...{ store: own.store, operations, world: { files, cloud: () => cloud }, chats, clock },
      leading,
      mayAnswer: (head, by) => access.answering(by, head) === undefined,
      asked: access.asked,
      ...(carries ? {} : { atOnce: 0 }),
    });
    const desk = createDesk({
      ...{ commands, engine, clouds: [cloud], store: own.store, files, version: '0.0.0' },
      ...{ now: clock.now, log: silent, chats, access, ...(people ? { people } : {}) },
    });
    const busy = () => engine.busy() || own.asking() || mouths.some((mouth) => mouth.busy());
    alive.add(busy);
    const die = async () => {
      if (gone.has(who)) return;
      gone.add(who);
      alive.delete(busy);
      engine.abandon();
      await Promise.all(mouths.map((mouth) => mouth.abandon()));
    };
    ends.push(die);
    engine.start();
    let heard = 0;
    const hear: Desk['hear'] = (...what) => {
      heard += 1;
      return desk.hear(...what);
    };
    for (const mouth of mouths) await mouth.listen({ ...desk, hear });
    return { mouths, leads: engine.leaders.leads, heard: () => heard, die };
  }

  const busy = () => asking() || [...alive].some((one) => one()) || rooms.some((room) => room.busy());
  const until: Stage['until'] = (there) => drive(clock, async () => there(), busy);

  return {
    ...{ store, executions, begin, until },
    newest: () => newestIn(store),
    disks: async () => (await Array.fromAsync(disks.list(signal))).map(({ id }) => names.get(id) ?? id).sort(),
    async rename() {
      const [id = ''] = [...names].find(([, name]) => name === 'work') ?? [];
      await wire({ practice }, 'volumev3', 'PUT', `/volumes/${id}`, { volume: { name: 'precious' } });
    },
    async pass(ms) {
      const end = clock.now() + ms;
      clock.after(ms, () => {});
      await until(() => clock.now() >= end);
    },
    rest: () =>
      until(async () => {
        const going = await store.heads({ states: ['going'], limit: 1 });
        return !busy() && going.length === 0 && (await store.unsent(1)).length === 0;
      }),
  };
}

/** As long as there is one process at a time. */
function inMemory(): StorePlace {
  const store = sqliteStore(':memory:');
  return { open: async () => store, end: () => store.close() };
}

interface Counted {
  readonly store: Store;
  readonly asking: () => boolean;
}

/** A store that says whether it still owes an answer, and that a dead process does not reach any more. */
function counted(inner: Store, isDead: () => boolean = () => false): Counted {
  let owed = 0;
  const wrap = <A extends readonly unknown[], R>(call: (...args: A) => R) => {
    return (...args: A): R => {
      // Whoever is dead waits for nothing, whatever they had asked for.
      if (isDead()) return never as R;
      const answer = call(...args);
      if (answer instanceof Promise) {
        owed += 1;
        const got = () => {
          owed -= 1;
        };
        answer.then(got, got);
      }
      return answer;
    };
  };
  const wrapped = Object.entries(inner).map(([name, call]) => [name, wrap(call.bind(inner))]);
  // Every method of a store stays what it was.
  return { store: Object.fromEntries(wrapped) as unknown as Store, asking: () => owed > 0 };
}

const never: unknown = new Promise<never>(() => {});
