import type { Reason } from '../failure.ts';
import type { Log } from '../log.ts';
import { aside } from '../observe/cause.ts';
import type { Observer } from '../observe/observer.ts';
import type { OperationId, Store } from '../store.ts';
import type { Clock } from './clock.ts';
import type { EngineOptions } from './engine-options.ts';
import { newId } from './ids.ts';
import type { AnyOperation } from './operation.ts';
import type { Tells } from './tells.ts';
import { createWorker, type Worker } from './worker.ts';

/** The work of this process, and what is known of it beside the journal. */
export interface Carrying extends Omit<Worker, 'carried'> {
  /** Somebody may have cancelled what is carried here. */
  lookAgain(): Promise<void>;
  busy(): boolean;
}

interface Options
  extends Pick<EngineOptions, 'world' | 'carries' | 'worker' | 'lease' | 'atOnce' | 'clouds' | 'random'> {
  readonly store: Store;
  readonly operations: ReadonlyMap<string, AnyOperation>;
  readonly clock: Clock;
  readonly log: Log;
  readonly observer: Observer;
  readonly tells: Tells;
  wrote(id: OperationId): void;
}

export function createCarrying({
  store,
  operations,
  clock,
  log,
  observer,
  tells,
  wrote,
  ...options
}: Options): Carrying {
  const looks = new Map<OperationId, Map<string, Reason>>();
  const known = new Map<OperationId, number>();

  // The code that carries is loaded when there is something to carry: a bot that starts is ready earlier.
  let loading: Promise<typeof import('./carry.ts')> | undefined;
  const loaded = () => (loading ??= import('./carry.ts'));

  const { carried, ...worker } = createWorker({
    name: options.worker ?? `${process.pid}.${newId(options.random)}`,
    store,
    clock,
    log,
    lease: options.lease ?? 15_000,
    atOnce: options.atOnce ?? 64,
    clouds: options.clouds ?? [],
    async carry(claim, life, pass) {
      observer.claimed(clock.now() - claim.due);
      const mine = looks.get(claim.id) ?? new Map<string, Reason>();
      looks.set(claim.id, mine);
      const { carry } = await loaded();
      const rest = await carry(claim, {
        store,
        operations,
        world: options.world,
        clock,
        log,
        observer,
        looks: mine,
        carries: options.carries ?? (() => true),
        life,
        pass,
        knows: (id, length) => known.set(id, length),
        wrote(id) {
          tells.forget(id);
          wrote(id);
        },
        tell(id, tell) {
          if (!life.aborted) aside(() => tells.put(id, tell));
        },
      });
      known.delete(claim.id);
      if (mine.size === 0 || !('wake' in rest) || rest.wake === undefined) looks.delete(claim.id);
      return rest;
    },
  });

  return {
    ...worker,
    busy: () => carried().length > 0,
    async lookAgain() {
      for (const id of carried()) {
        const kept = await store.read(id);
        if (kept && kept.entries.length > (known.get(id) ?? kept.entries.length)) worker.interrupt(id);
      }
    },
  };
}
