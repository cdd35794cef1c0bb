/** What was begun and is not over: nothing that somebody waits for is left behind when a chat closes. */
export interface UnderWay {
  begin(doing: Promise<unknown>): void;
  readonly busy: boolean;
  /** Resolves when nothing is being done. */
  idle(): Promise<void>;
}

export function createUnderWay(failed: (error: unknown) => void): UnderWay {
  const going = new Set<Promise<unknown>>();
  return {
    begin(doing) {
      const over = doing.catch(failed).finally(() => going.delete(over));
      going.add(over);
    },
    get busy() {
      return going.size > 0;
    },
    async idle() {
      while (going.size > 0) await Promise.all(going);
    },
  };
}
