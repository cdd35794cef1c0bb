import type { Fields } from './model.ts';

export type What =
  /** The connection breaks before anything is done. */
  | 'reset'
  /** Everything is done, and the reply never arrives. */
  | 'lost-reply'
  | { readonly status: number }
  /** HTTP 429 with so many seconds of Retry-After. */
  | { readonly retryAfter: number }
  | { readonly error: string; readonly more?: Fields }
  /** Nothing is done until that settles. */
  | { readonly until: Promise<unknown> }
  /** Blocks that have not reached this workspace yet: `invalid_blocks` for any of this type. */
  | { readonly refusesBlock: string };

export interface Fault {
  /** Every method when not said. */
  readonly method?: string;
  readonly where?: (args: Fields) => boolean;
  /** How many calls it meets; every one when not said. */
  readonly times?: number;
  readonly what: What;
}

export interface FaultBook {
  add(fault: Fault): () => void;
  /** The first fault that fits this call, one use of it taken. */
  meet(method: string, args: Fields): What | undefined;
}

export function faultBook(): FaultBook {
  let book: { readonly fault: Fault; left: number }[] = [];
  return {
    add(fault) {
      const entry = { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
      book.push(entry);
      return () => {
        book = book.filter((one) => one !== entry);
      };
    },
    meet(method, args) {
      const entry = book.find(({ fault }) => fits(fault, method, args));
      if (!entry) return undefined;
      entry.left -= 1;
      if (entry.left <= 0) book = book.filter((one) => one !== entry);
      return entry.fault.what;
    },
  };
}

function fits({ method, where, what }: Fault, called: string, args: Fields): boolean {
  if ((method ?? called) !== called || (where && !where(args))) return false;
  if (typeof what === 'string' || !('refusesBlock' in what)) return true;
  return JSON.stringify([args.blocks, args.view]).includes(`"type":"${what.refusesBlock}"`);
}
