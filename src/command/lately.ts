/** Loads by name, kept for a few seconds: what people type is asked for at every letter. */
export interface Lately {
  load<T>(what: string, load: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Something was begun that changes what is there. */
  forget(): void;
}

/** Askers at the same time share one load; a failed one is kept as well, so that a cloud that is down is left alone. */
export function createLately(now: () => number, keep = 10_000, atMost = 8_000): Lately {
  const loads = new Map<string, { readonly until: number; readonly value: Promise<unknown> }>();
  return {
    load<T>(what: string, load: (signal: AbortSignal) => Promise<T>): Promise<T> {
      const kept = loads.get(what);
      // The name says the type: each is loaded at one place only.
      if (kept && kept.until > now()) return kept.value as Promise<T>;
      const value = load(AbortSignal.timeout(atMost));
      value.catch(() => undefined);
      loads.set(what, { until: now() + keep, value });
      return value;
    },
    forget: () => loads.clear(),
  };
}
