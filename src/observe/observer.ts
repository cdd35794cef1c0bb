import type { Entry } from '../engine/journal.ts';
import type { Code } from '../failure.ts';
import type { Head } from '../store.ts';
import type { Trying } from './cause.ts';

/** Told by those who work what they did; it changes nothing and is never waited for. */
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

/** Tells each of them. One that breaks must not break the work that it is told of. */
export function each(observers: readonly Observer[], broke: (error: unknown) => void): Observer {
  if (observers.length === 0) return unobserved;
  const tell = (call: (one: Observer) => void) => {
    for (const one of observers) {
      try {
        call(one);
      } catch (error) {
        broke(error);
      }
    }
  };
  return {
    begun: (operation) => tell((one) => one.begun(operation)),
    claimed: (lag) => tell((one) => one.claimed(lag)),
    wrote: (written) => tell((one) => one.wrote(written)),
    called: (call) => tell((one) => one.called(call)),
    shown: (chat, lag) => tell((one) => one.shown(chat, lag)),
    unshown: (chat, code) => tell((one) => one.unshown(chat, code)),
    stored: (method, took, ok) => tell((one) => one.stored(method, took, ok)),
  };
}
