import type { Approval } from './approval.ts';
import type { Person, Place } from './chat.ts';
import type { Finding } from './cloud.ts';
import type { Entry } from './engine/journal.ts';
import type { Locale } from './phrases.ts';
import type { Held } from './refused-writes.ts';
import type { Limit, Take } from './takes.ts';

export type OperationId = string & { readonly is?: 'operation' };

export type OperationState = 'going' | 'waiting' | 'done' | 'undone' | 'stuck';

/** What is known of an operation without reading its journal. */
export interface Head {
  readonly id: OperationId;
  readonly operation: string;
  readonly input: unknown;
  readonly who: Person;
  readonly where: Place;
  readonly locale: Locale;
  readonly likeness: string;
  readonly state: OperationState;
  readonly at: number;
  /** What it works on, as names that are the same for everybody: until it has ended, no other works on any of them. */
  readonly about?: readonly string[];
  /** Who has to agree to it; the one who asked answers for themselves without it. */
  readonly approval?: Approval;
  /** What it is going to hold of what is limited. */
  readonly takes?: readonly Take[];
  /** Entries in the journal so far. */
  readonly length: number;
}

export interface Kept {
  readonly head: Head;
  readonly entries: readonly Entry[];
}

/** Operations in one lane wait for the same cloud. */
export type Lane = string;

/** The cloud that the input names; all that name none share one lane. */
export const laneOf = (input: unknown): Lane =>
  typeof input === 'object' && input !== null && 'cloud' in input && typeof input.cloud === 'string' ? input.cloud : '';

/** Lanes of which no more is wanted now. */
export interface Without {
  readonly without?: readonly Lane[];
}

/** The right to carry one operation for a while. */
export interface Claim {
  readonly id: OperationId;
  readonly lane: Lane;
  readonly worker: string;
  readonly until: number;
  /** Since when it has been due: its wake-up, or the end of a lease that nobody renewed. */
  readonly due: number;
  /** Grows with every claim of the operation: an older one can neither renew nor let go. */
  readonly fence: number;
  /** True when the worker before lost it without letting go: a crash. */
  readonly taken: boolean;
}

/** A message of an operation that a chat should be showing. */
export interface Wanted {
  readonly id: string;
  readonly operation: OperationId;
  readonly kind: 'card' | 'ping';
  /** Of its operation. */
  readonly state: OperationState;
  readonly where: Place;
  /** The journal length to be shown, and the one that is. */
  readonly wanted: number;
  readonly sent: number;
  readonly ref?: string;
  /** Of a ping: where its card is, once that was sent. */
  readonly card?: string;
}

/** What outlives the process. Every method is one transaction; two adapters, one contract suite. */
export interface Store {
  /**
   * Remembers the event, queues the operation and wants its first message, all or nothing.
   * The same event again answers the operation it began before. Throws `Busy` when an operation that has not ended
   * is about one of the same things, and `Full` when what it takes, what others take and what was counted are together
   * more than one of the limits.
   */
  begin(
    fresh: Omit<Head, 'state' | 'length'>,
    event: string,
    wake: number,
    limits?: readonly Limit[],
  ): Promise<{ readonly id: OperationId; readonly fresh: boolean }>;
  /** The operation this event began, if it did. */
  begun(event: string): Promise<OperationId | undefined>;
  read(id: OperationId): Promise<Kept | undefined>;
  /**
   * Adds one entry behind `length` others, or throws `Stale` when there are more by now.
   * Moves the card of the operation to the new length, and the operation to `state`.
   * `wake` makes it due at that time, for whoever claims it next; while somebody carries it, when they let go.
   * An operation that ended is due no more; one that goes on after it has ended takes again what it is about, or throws
   * `Busy`. `ping` wants one more message, of this length for ever. `first` are entries that come before it, all of them
   * or none.
   */
  append(
    id: OperationId,
    length: number,
    entry: Entry,
    then: {
      readonly state: OperationState;
      readonly wake?: number;
      readonly ping?: Place;
      readonly first?: readonly Entry[];
    },
  ): Promise<void>;
  heads(filter: {
    readonly states?: readonly OperationState[];
    readonly owner?: string;
    /** Ids that begin like this. */
    readonly begins?: string;
    readonly limit: number;
    /** Newest first; only those begun before. */
    readonly before?: number;
  }): Promise<readonly Head[]>;
  /** How often an operation that took something has ended: asked before counting, for the limits of `begin`. */
  endings(): Promise<number>;
  /** How many operations are in each state. */
  counts(): Promise<Readonly<Record<OperationState, number>>>;

  /** Of these things the first that an operation holds which has not ended, and which one that is. */
  holder(about: readonly string[]): Promise<Held | undefined>;

  /** The operation that has been due the longest and that nobody carries. */
  claim(worker: string, now: number, lease: number, wanted?: Without): Promise<Claim | undefined>;
  /** False when it was lost. */
  renew(claim: Claim, until: number): Promise<boolean>;
  /**
   * Lets go; `wake` is when it is due again, undefined when only a person or another entry wakes it.
   * What woke it meanwhile counts when that is sooner. Does nothing when the claim was lost.
   */
  release(claim: Claim, wake: number | undefined): Promise<void>;
  /** When the next unclaimed operation is due, or the next claim runs out. */
  nextDue(wanted?: Without): Promise<number | undefined>;
  /**
   * Calls when an operation of one of these lanes, or of the one without a cloud, has become due, whichever process made
   * it so; answers how to end that. Called is one process of all, and for the same lane the next while this one has not
   * answered. Only a hint: what is due is what `claim` says. A store for one host has no need of it.
   */
  woken?(lanes: readonly Lane[], call: (lane: Lane) => Promise<void>): () => void;
  /**
   * What time it is for all who use it, where their clocks may differ: leases and due times are told by it. The clock of
   * the host without it.
   */
  now?(): number;
  /** A number that is another one when somebody else has written; cheap enough to ask several times a second. */
  elsewhere(): Promise<number>;

  /** True for the first time this event is heard. */
  heard(event: string, now: number): Promise<boolean>;

  /** Messages that lag behind, oldest first; of these chats only, where they are named. */
  unsent(limit: number, chats?: readonly string[]): Promise<readonly Wanted[]>;
  sent(id: string, length: number, ref: string): Promise<void>;

  /** How long each step took in past operations of the same likeness, newest last, at most 20 of each. */
  took(likeness: string): Promise<Readonly<Record<string, readonly number[]>>>;
  remember(likeness: string, took: Readonly<Record<string, number>>): Promise<void>;

  put(key: string, value: unknown): Promise<void>;
  /** Like `put`, of what is no loss should the power go; the process may die. */
  jot(key: string, value: unknown): Promise<void>;
  /** Jots it down only where nothing is yet: true for the first of all that try. */
  add(key: string, value: unknown): Promise<boolean>;
  get(key: string): Promise<unknown>;
  all(prefix: string): Promise<readonly (readonly [key: string, value: unknown])[]>;
  forget(key: string): Promise<void>;

  /**
   * What one alone does at a time, until it says otherwise or its time is over: `who` has it until then, unless somebody
   * else has it still. Answers whose it is. Kept as the fact `office/<office>`, `{ who, until }`.
   */
  hold(office: string, who: string, now: number, until: number): Promise<string>;
  /** Gives it back; nothing when it is somebody else's. */
  leave(office: string, who: string): Promise<void>;

  /** Forgets ended operations, events and messages older than `before`. */
  prune(before: number): Promise<void>;
  /** For `hoist doctor`, where somebody else runs the store: will it keep what is written? */
  check?(): Promise<readonly Finding[]>;
  close(): Promise<void>;
}
