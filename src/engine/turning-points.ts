import type { Log } from '../log.ts';
import type { OperationId, OperationState, Store } from '../store.ts';
import type { Watchers } from './watchers.ts';

interface Options {
  readonly store: Pick<Store, 'heads'>;
  readonly watchers: Pick<Watchers, 'watch'>;
  readonly log: Log;
}

/** Tells when an operation has begun, waits for a person or has ended, whoever carries it; what it does between is no news. */
export function atTurningPoints({ store, watchers, log }: Options, tell: () => void): () => void {
  const states = new Map<OperationId, OperationState>();

  async function look(id: OperationId): Promise<void> {
    const [head] = await store.heads({ begins: id, limit: 1 });
    if (!head || states.get(id) === head.state) return;
    if (head.state === 'going' || head.state === 'waiting') states.set(id, head.state);
    else states.delete(id);
    tell();
  }

  return watchers.watch(
    'all',
    (id) =>
      void look(id).catch((error: unknown) => log.warn({ err: error, operation: id }, 'a change was not looked at')),
  );
}
