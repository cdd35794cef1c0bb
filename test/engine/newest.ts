import type { Kept, Store } from '../../src/kit.ts';

/** The operation that was begun last. */
export async function newestIn(store: Store): Promise<Kept> {
  const [head] = await store.heads({ limit: 1 });
  const kept = head && (await store.read(head.id));
  if (!kept) throw new Error('nothing was begun');
  return kept;
}
