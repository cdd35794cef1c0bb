import type { Person, PersonId } from '../chat.ts';
import type { Store } from '../store.ts';

/** What people are called: a cloud's stamp and a journal know them by an id that no person can read. */
export interface Names {
  called(who: Person): Promise<void>;
  of(id: PersonId): Promise<string>;
  /** Nothing of somebody who never spoke to this Hoist. */
  known(id: PersonId): Promise<string | undefined>;
}

export function namesIn(store: Pick<Store, 'get' | 'put'>): Names {
  const known = new Map<PersonId, string>();
  const key = (id: PersonId) => `name/${id}`;
  const kept = async (id: PersonId) => {
    const name = known.get(id) ?? (await store.get(key(id)));
    return typeof name === 'string' ? name : undefined;
  };
  return {
    async called({ id, name }) {
      if ((await kept(id)) !== name) await store.put(key(id), name);
      known.set(id, name);
    },
    known: kept,
    // Of somebody who never spoke to this Hoist, the end of the id says most.
    of: async (id) => (await kept(id)) ?? id.split(':').at(-1) ?? id,
  };
}
