import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import openRedis, { redisConfig } from '../adapters/store/redis/index.ts';
import sqliteStore from '../adapters/store/sqlite/index.ts';
import { accessBy } from './access/access.ts';
import { keepUsed } from './access/keep-used.ts';
import { watchPolicy } from './access/watched-policy.ts';
import { type Audit, openAudit } from './audit/audit.ts';
import { auditedStore } from './audit/audited-store.ts';
import type { Chat, Desk } from './chat.ts';
import type { Cloud } from './cloud.ts';
import { limitedCloud } from './cloud-limits.ts';
import type { Part } from './command/checkup.ts';
import type { Catalogue } from './command/command.ts';
import type { Config } from './config.ts';
import { checked } from './config.ts';
import { cloudNamed, configuredClouds, knows } from './configured-clouds.ts';
import { allOperations } from './discover.ts';
import { type Clock, realClock } from './engine/clock.ts';
import { createEngine, type Engine } from './engine/engine.ts';
import { hostFiles } from './host-files.ts';
import { lateDesk } from './late-desk.ts';
import type { Log } from './log.ts';
import { observedCloud } from './observe/clouds.ts';
import { type Observing, openObserving } from './observe/open.ts';
import { observeVariables } from './observe/settings.ts';
import { observedStore } from './observe/stores.ts';
import { createPeers, type Peers } from './peers.ts';
import { isGone, processName } from './process-name.ts';
import type { Role } from './role.ts';
import type { Head, Store } from './store.ts';

const day = 24 * 3_600_000;

export interface Hoist {
  readonly engine: Engine;
  readonly desk: Desk;
  readonly store: Store;
  readonly audit: Audit;
  readonly clouds: readonly Cloud[];
  readonly version: string;
  /** The file that everything is kept in, where it is one. */
  readonly file: string | undefined;
  readonly observing: Observing;
  /** Does this process carry it, or leave it to others? */
  carries(head: Pick<Head, 'input'>): boolean;
  close(): Promise<void>;
}

/** What chats may need before there is a desk to talk to. */
export interface Ground {
  readonly store: Store;
  readonly clouds: readonly { readonly name: string; readonly kind: string }[];
  /** Other bots on the same store; nobody who only helps needs to know of them. */
  readonly peers?: Peers;
}

interface Parts {
  readonly log: Log;
  readonly commands: Catalogue;
  openChats(ground: Ground): Promise<readonly Chat[]>;
  /** What brings words here beside those chats, without showing messages of the engine. */
  readonly alsoHears?: readonly { readonly name: string }[];
  /** What the doctor looks at besides clouds and chats, given the same ground as the chats. */
  alsoChecks?(ground: Ground): Promise<readonly Part[]>;
  /** How soon another process takes over what this one carries, when it dies. */
  readonly lease?: number;
  /** What this process does of the work; all of it unless it is said. */
  readonly role?: Role;
  /** A process that helps beside a bot leaves work in clouds that it does not know to the bot, which may know them. */
  readonly helps?: true;
}

/** Joins store, clouds, chats, engine and desk, each once; the bot and the terminal command both start here. */
export async function assemble(
  config: Config,
  { log, commands, openChats, lease, role = 'all', helps, alsoHears = [], alsoChecks }: Parts,
): Promise<Hoist> {
  const wanted = await configuredClouds(config.env);
  mkdirSync(config.data, { recursive: true });
  const [redis, observe] = checked([
    { of: 'redis', shape: redisConfig, values: config.env },
    { of: 'observe', shape: observeVariables, values: config.env },
  ]);
  const policy = await watchPolicy(config.policy, log);
  const access = accessBy(policy.now, config.people);
  const version = versionOfPackage();
  const names = wanted.map(({ name }) => name);
  const observing = await openObserving(observe, { version, role, clouds: names, log, helps: helps === true });
  const { observer } = observing;
  const file = join(config.data, 'hoist.sqlite');
  const shared = await openRedis(redis, log);
  const opened = shared ?? sqliteStore(file);
  // Processes on several hosts have one clock, or each would count leases by its own.
  const clock: Clock = opened.now ? { ...realClock, now: opened.now } : realClock;
  const counted = observing.counts ? observedStore(opened, observer, () => performance.now()) : opened;
  const audit = openAudit(counted);
  const store = auditedStore(counted, audit);
  const clouds: Cloud[] = [];
  for (const { adapter, name, settings } of wanted) {
    const cloud = observedCloud(await adapter.open(settings, name), { observer, log, now: Date.now });
    clouds.push(limitedCloud(cloud, config.cloudLimits));
  }
  const files = hostFiles(config.images);
  const leading = { who: processName(), isGone };
  const peers = helps ? undefined : createPeers({ ...leading, store, clock, log });
  const kinds = wanted.map(({ name, adapter }) => ({ name, kind: adapter.kind }));
  const ground = { store, clouds: kinds, ...(peers ? { peers } : {}) };
  const chats = await openChats(ground);
  const carries = ({ input }: Pick<Head, 'input'>) => helps !== true || knows(clouds, input);
  const engine = createEngine({
    store,
    operations: allOperations,
    chats,
    clock,
    log,
    observer,
    world: { files, cloud: (name) => cloudNamed(clouds, name) },
    carries,
    clouds: names,
    mayAnswer: (head, by) => access.answering(by, head) === undefined,
    asked: access.asked,
    ...(lease === undefined ? {} : { lease }),
    ...(helps ? {} : { leading }),
    ...(role === 'chat' ? { atOnce: 0 } : {}),
  });
  engine.timetable.every('audit', day, () => audit.prune(clock.now() - config.auditDays * day));
  keepUsed({ timetable: engine.timetable, store, clouds, log, policy: policy.now, now: clock.now });
  const desk = lateDesk({
    commands,
    engine,
    clouds,
    store,
    files,
    version,
    people: config.people,
    access,
    audit,
    now: clock.now,
    log,
    chats: [...chats, ...alsoHears],
    alsoChecks: async () => [{ name: 'hoist.yaml', check: policy.check }, ...((await alsoChecks?.(ground)) ?? [])],
  });
  return {
    engine,
    desk,
    store,
    audit,
    clouds,
    version,
    file: shared ? undefined : file,
    observing,
    carries,
    async close() {
      policy.close();
      await Promise.all([engine.drain(), ...chats.map((chat) => chat.close())]);
      await engine.close();
      await peers?.close();
      await Promise.all(clouds.map((cloud) => cloud.close()));
      await store.close();
      await observing.close();
    },
  };
}

function versionOfPackage(): string {
  const { version }: { readonly version: string } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'),
  );
  return version;
}
