import type { Log } from '../log.ts';
import type { Claim, Lane, OperationId, Store } from '../store.ts';
import type { Clock } from './clock.ts';
import { roomBeside } from './lanes.ts';

export interface Worker {
  start(): void;
  /** Something may be due now. */
  wake(): void;
  /** Somebody wrote into the journal of an operation that may be carried here. */
  interrupt(id: OperationId): void;
  carried(): readonly OperationId[];
  /** Lets go of everything in good order, for others to go on with. */
  close(): Promise<void>;
  /** Stops as a process stops that is killed: nothing is written any more. */
  abandon(): void;
}

interface Options {
  readonly name: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly lease: number;
  readonly atOnce: number;
  /** Clouds of this process: each has a lane, and none may fill it all. */
  readonly clouds: readonly Lane[];
  carry(
    claim: Claim,
    life: AbortSignal,
    pass: () => AbortSignal,
  ): Promise<{ readonly wake: number | undefined } | { readonly lost: true }>;
}

interface Carried {
  readonly claim: Claim;
  readonly life: AbortController;
  pass: AbortController;
  until: number;
  over: Promise<void>;
}

/** How long a store that failed is left alone. */
const again = 1_000;
const mostClaims = 16;

/** Claims what is due, carries a number of operations at once, and keeps their leases. */
export function createWorker({ name, store, clock, log, lease, atOnce, clouds, carry }: Options): Worker {
  const renewEvery = lease / 3;
  const carried = new Map<OperationId, Carried>();
  let state: 'new' | 'open' | 'closing' | 'dead' = 'new';
  let pumping: Promise<void> | undefined;
  let more = false;
  let stopTimer = () => {};
  let stopRenewing = () => {};
  let stopListening = () => {};

  const room = () => {
    const lanes = [...carried.values()].map(({ claim }) => claim.lane);
    return roomBeside(lanes, atOnce, clouds.length);
  };

  async function pump() {
    if (state !== 'open') return;
    more = true;
    pumping ??= claimWhileDue();
    await pumping;
  }

  async function claimWhileDue() {
    try {
      while (more && state === 'open') {
        more = false;
        await claimAll();
        await sleepUntilDue();
      }
    } catch (error) {
      log.error({ err: error }, 'store did not answer');
      // Nobody else may ever write again and so wake us.
      stopTimer();
      if (state === 'open') stopTimer = clock.after(again, pump);
    } finally {
      pumping = undefined;
    }
  }

  /** At the limit somebody else should be called instead: no answer until there is room in the lane. */
  async function look(lane: Lane) {
    while (state === 'open' && room().of(lane) === 0) {
      await Promise.race([...carried.values()].map(({ over }) => over));
    }
    await pump();
  }

  /** One first; while there is more, more at once: a store over a network answers many as soon as one. */
  async function claimAll() {
    for (let many = 1; state === 'open' && carried.size < atOnce; many = Math.min(2 * many, mostClaims)) {
      const { forAny, full: without } = room();
      const claims = await Promise.allSettled(
        Array.from({ length: Math.min(many, forAny) }, () => store.claim(name, clock.now(), lease, { without })),
      );
      for (const claim of claims) if (claim.status === 'fulfilled' && claim.value) take(claim.value);
      for (const claim of claims) if (claim.status === 'rejected') throw claim.reason;
      if (claims.some((claim) => claim.status === 'fulfilled' && !claim.value)) return;
    }
  }

  async function sleepUntilDue() {
    stopTimer();
    // At the limit, the next to finish wakes us.
    if (carried.size >= atOnce) return;
    // What waits for a lane that is full here waits for one of its own to finish, or for another worker.
    const due = await store.nextDue({ without: room().full });
    if (due === undefined || state !== 'open') return;
    stopTimer = clock.after(Math.max(due - clock.now(), 1), pump);
  }

  function take(claim: Claim) {
    const one: Carried = {
      claim,
      life: new AbortController(),
      pass: new AbortController(),
      until: claim.until,
      over: Promise.resolve(),
    };
    // Our own lease ran out under a call that does not come back: that run is over before the next begins.
    const before = carried.get(claim.id);
    if (before) end(before, 'lease lost');
    carried.set(claim.id, one);
    one.over = (before?.over ?? Promise.resolve())
      .then(() => run(one))
      .finally(() => {
        if (carried.get(claim.id) === one) carried.delete(claim.id);
        void pump();
      });
  }

  /** With its life ends the pass that is going. */
  function end({ life, pass }: Carried, why: string) {
    const error = new Error(why);
    life.abort(error);
    pass.abort(error);
  }

  async function run(one: Carried) {
    const { claim } = one;
    try {
      const pass = () => {
        one.pass = new AbortController();
        if (one.life.signal.aborted) one.pass.abort(one.life.signal.reason);
        return one.pass.signal;
      };
      // What was claimed while everything stops is for the next.
      const rest = state === 'open' ? await carry(claim, one.life.signal, pass) : { wake: clock.now() };
      if (state === 'dead') return;
      if (!('lost' in rest)) await store.release(claim, rest.wake);
      else if (state === 'closing') await store.release(claim, clock.now());
    } catch (error) {
      // Nothing is known of what the store has: whoever finds the lease expired goes on from what is there.
      if (state !== 'dead') log.error({ err: error, operation: claim.id }, 'operation abandoned until its lease ends');
    }
  }

  async function renew() {
    stopRenewing = clock.after(renewEvery, renew);
    await Promise.all([...carried.values()].map(renewOne));
  }

  async function renewOne(one: Carried) {
    if (clock.now() >= one.until) end(one, 'lease ran out');
    if (one.life.signal.aborted) return;
    const until = clock.now() + lease;
    try {
      if (await store.renew(one.claim, until)) one.until = until;
      else end(one, 'lease lost');
    } catch (error) {
      // Until it runs out, the next renewal may still come in time.
      log.warn({ err: error, operation: one.claim.id }, 'lease not renewed');
    }
  }

  const stop = (as: 'closing' | 'dead') => {
    state = as;
    stopTimer();
    stopRenewing();
    stopListening();
    for (const one of carried.values()) end(one, 'the process ends');
  };

  return {
    start() {
      if (state !== 'new') return;
      state = 'open';
      stopRenewing = clock.after(renewEvery, renew);
      if (atOnce > 0) stopListening = store.woken?.(clouds, look) ?? stopListening;
      void pump();
    },
    wake: () => void pump(),
    interrupt: (id) => carried.get(id)?.pass.abort(new Error('somebody wrote')),
    carried: () => [...carried.keys()],
    async close() {
      if (state === 'dead') return;
      stop('closing');
      // What is being claimed at this moment is let go too.
      await pumping;
      await Promise.all([...carried.values()].map((one) => one.over));
    },
    abandon: () => stop('dead'),
  };
}
