import type { Entry } from '../engine/journal.ts';
import type { Code } from '../failure.ts';
import type { Head } from '../store.ts';
import type { Trying } from './cause.ts';

/** Told by those who work what they did; it changes nothing, throws nothing and is never waited for. */
export interface Observer {
  begun(operation: string): void;
  /** A worker took an operation that had been due for so long. */
  claimed(lag: number): void;
  /** An entry has come to the end of this journal. */
  wrote(written: Written): void;
  called(call: Called): void;
  /** A message was brought up to date, so long after what it lacked had happened. */
  shown(chat: string, lag: number): void;
  /** A message could not be sent; it comes again. */
  unshown(chat: string, code: Code): void;
  stored(method: string, took: number, ok: boolean): void;
}

export interface Written {
  readonly head: Pick<Head, 'id' | 'operation' | 'input' | 'at'>;
  readonly entries: readonly Entry[];
  readonly worker: string;
}

/** A call to a cloud that came back. */
export interface Called {
  readonly cloud: string;
  /** `create`, `disks.find`. */
  readonly verb: string;
  readonly at: number;
  readonly took: number;
  /** What went wrong, where something did. */
  readonly code?: Code;
  /** What the cloud calls this call in its own log. */
  readonly request?: string;
  /** The step that it was made for; a question of a person has none. */
  readonly trying?: Trying;
}

export const unobserved: Observer = {
  begun: () => undefined,
  claimed: () => undefined,
  wrote: () => undefined,
  called: () => undefined,
  shown: () => undefined,
  unshown: () => undefined,
  stored: () => undefined,
};

/** Tells each of them. */
export function each(observers: readonly Observer[]): Observer {
  if (observers.length <= 1) return observers[0] ?? unobserved;
  return {
    begun: (operation) => observers.forEach((one) => void one.begun(operation)),
    claimed: (lag) => observers.forEach((one) => void one.claimed(lag)),
    wrote: (written) => observers.forEach((one) => void one.wrote(written)),
    called: (call) => observers.forEach((one) => void one.called(call)),
    shown: (chat, lag) => observers.forEach((one) => void one.shown(chat, lag)),
    unshown: (chat, code) => observers.forEach((one) => void one.unshown(chat, code)),
    stored: (method, took, ok) => observers.forEach((one) => void one.stored(method, took, ok)),
  };
}
