import type { Chat, View } from '../../src/kit.ts';

/** A chat that keeps what each message shows last, and how it came to that. */
export interface Recorder extends Chat {
  readonly shown: ReadonlyMap<string, View>;
  /** Posts that came again with a key that was there: a platform makes one message of them. */
  readonly again: number;
  readonly edits: number;
}

export function recorder(name: string): Recorder {
  const shown = new Map<string, View>();
  let [again, edits] = [0, 0];
  return {
    name,
    shown,
    get again() {
      return again;
    },
    get edits() {
      return edits;
    },
    listen: async () => undefined,
    async post(_where, view, key) {
      if (shown.has(key)) again += 1;
      shown.set(key, view);
      return key;
    },
    async edit(_where, key, view) {
      if (!shown.has(key)) throw new Error(`${key} was never posted`);
      edits += 1;
      shown.set(key, view);
    },
    ask: async () => undefined,
    close: async () => undefined,
  };
}
