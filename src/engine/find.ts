import { nearest } from '../command/nearest.ts';
import { Failure } from '../failure.ts';
import { phrases, said, verbatim } from '../phrases.ts';
import type { Kept, Store } from '../store.ts';

const say = phrases({
  en: {
    none: (id: string) => `There is no operation "${id}".`,
    near: (ids: string) => `Nearest: ${ids}.`,
    many: (id: string, ids: string) => `Several operations begin with "${id}": ${ids}.`,
  },
  ru: {
    none: (id) => `Нет операции «${id}».`,
    near: (ids) => `Ближайшие: ${ids}.`,
    many: (id, ids) => `С «${id}» начинается несколько операций: ${ids}.`,
  },
  ko: {
    none: (id) => `"${id}" 작업이 없습니다.`,
    near: (ids) => `가장 비슷한 작업: ${ids}.`,
    many: (id, ids) => `id가 "${id}"부터 시작하는 작업이 여러 개입니다: ${ids}.`,
  },
});

const show = (operation: string) => ({
  label: said(verbatim(operation)),
  press: { command: 'op show', args: { operation } },
});

/** By whole id, or by a beginning that fits only one, with or without its "op-". */
export async function findOperation(store: Store, typed: string): Promise<Kept> {
  const exact = await store.read(typed);
  if (exact) return exact;
  for (const begins of typed === '' ? [] : [typed, `op-${typed}`]) {
    const heads = await store.heads({ begins, limit: 4 });
    const kept = heads[0] && heads.length === 1 ? await store.read(heads[0].id) : undefined;
    if (kept) return kept;
    const ids = heads.map((head) => head.id);
    if (ids.length > 1) {
      throw new Failure('conflict', (l) => say(l).many(typed, ids.join(', ')), { next: ids.map(show) });
    }
  }
  const near = nearest(
    typed,
    (await store.heads({ limit: 200 })).map((head) => head.id),
  );
  throw new Failure('not-found', (l) => say(l).none(typed), {
    ...(near.length > 0 ? { hint: (l) => say(l).near(near.join(', ')) } : {}),
    next: near.map(show),
  });
}
