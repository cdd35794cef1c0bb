import type { Log } from '../log.ts';
import type { Store } from '../store.ts';
import type { Clock } from './clock.ts';

/** Of several processes that have the same chats one alone speaks in each: its leader. The others are ready to. */
export interface Leaders {
  start(): void;
  /** May this process speak there? By its own clock: one that stood still for too long knows so by itself. */
  leads(chat: string): boolean;
  /** Whether it speaks there from the start on. */
  first(chat: string): Promise<boolean>;
  /** Calls whenever that changes from now on. */
  follow(chat: string, follower: Follower): void;
  /** Lets others go first for a while: it cannot be done here. */
  pass(chat: string): void;
  /** Gives all of it back, for another to go on at once. */
  close(): Promise<void>;
  /** Stops as a killed process does. */
  abandon(): void;
}

export interface Follower {
  led(): void;
  lost(): void;
}

export interface Leading {
  /** Names this process; no two may have the same. */
  readonly who: string;
  /** Is a process of that name gone for certain? */
  isGone(who: string): boolean;
}

interface Options extends Leading {
  readonly store: Pick<Store, 'hold' | 'leave'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly chats: readonly string[];
  /** Called when this process has begun to lead a chat. */
  gained(): void;
}

const lease = 4_000;
const every = 1_000;
/** What is said in the last moment arrives when somebody else may speak already. */
const margin = 500;

/** Where nobody else has the same chats. */
export const noOtherLeads: Leaders = {
  start: () => {},
  leads: () => true,
  first: async () => true,
  follow: () => {},
  pass: () => {},
  close: async () => {},
  abandon: () => {},
};

const officeOf = (chat: string): string => `chat/${chat}`;

/** The fact in the store that says who leads the chat, and until when. */
export const officeKey = (chat: string): string => `office/${officeOf(chat)}`;

export function createLeaders({ chats, ...on }: Options): Leaders {
  const leaders = new Map(chats.map((chat) => [chat, createLeader(chat, on)]));
  const of = (chat: string) => {
    const found = leaders.get(chat);
    if (!found) throw new Error(`${chat} is no chat of this process`);
    return found;
  };
  return {
    start() {
      for (const leader of leaders.values()) leader.start();
    },
    leads: (chat) => of(chat).leads(),
    first: (chat) => of(chat).first,
    follow: (chat, follower) => of(chat).follow(follower),
    pass: (chat) => of(chat).pass(),
    async close() {
      await Promise.all([...leaders.values()].map((leader) => leader.close()));
    },
    abandon() {
      for (const leader of leaders.values()) leader.abandon();
    },
  };
}

function createLeader(chat: string, { who, isGone, store, clock, log, gained }: Omit<Options, 'chats'>) {
  const office = officeOf(chat);
  const first = Promise.withResolvers<boolean>();
  const followers: Follower[] = [];
  let waitUntil = Number.NEGATIVE_INFINITY;
  let state: 'new' | 'open' | 'over' = 'new';
  let until = Number.NEGATIVE_INFINITY;
  let leading = false;
  let asking: Promise<void> | undefined;
  let stop = () => {};

  const leads = () => state === 'open' && clock.now() < until - margin;

  function look(): void {
    stop = clock.after(every, look);
    // Stood still, or the store has: somebody else may speak by now.
    if (leading && !leads()) lost();
    if (until - clock.now() > lease / 2 || clock.now() < waitUntil) return;
    asking ??= ask().finally(() => {
      asking = undefined;
    });
  }

  async function ask(): Promise<void> {
    try {
      const now = clock.now();
      const hold = () => store.hold(office, who, now, now + lease);
      let holder = await hold();
      if (holder !== who && isGone(holder)) {
        await store.leave(office, holder);
        holder = await hold();
      }
      until = holder === who ? now + lease : Number.NEGATIVE_INFINITY;
    } catch (error) {
      log.warn({ err: error, chat }, 'who leads a chat could not be asked');
    }
    if (leads() !== leading) leading ? lost() : won();
    first.resolve(leading);
  }

  function won(): void {
    leading = true;
    log.info({ chat, who }, 'leads the chat');
    gained();
    for (const follower of followers) follower.led();
  }

  function lost(): void {
    leading = false;
    log.warn({ chat, who }, 'leads the chat no more');
    for (const follower of followers) follower.lost();
  }

  const leave = () =>
    store.leave(office, who).catch((error: unknown) => log.warn({ err: error, chat }, 'a chat was not given back'));

  const end = () => {
    state = 'over';
    stop();
    first.resolve(false);
  };

  return {
    first: first.promise,
    follow: (follower: Follower) => void followers.push(follower),
    leads,
    start() {
      if (state !== 'new') return;
      state = 'open';
      look();
    },
    pass() {
      waitUntil = clock.now() + 2 * lease;
      until = Number.NEGATIVE_INFINITY;
      if (leading) lost();
      void leave();
    },
    async close() {
      if (state === 'over') return;
      end();
      await asking;
      await leave();
    },
    abandon: end,
  };
}
