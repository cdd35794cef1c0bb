import { z } from 'zod';
import { Busy, Full, type Held, laneOf, type OperationState, Stale, type Store } from '#kit';
import type { Connection } from './connection.ts';
import { entryFrom, headFrom } from './rows.ts';
import type { Wakes } from './wakes.ts';

const read = z.tuple([z.string(), z.string(), z.array(z.string())]);
const heads = z.array(z.tuple([z.string(), z.string(), z.coerce.number()]));
const begun = z.tuple([z.number(), z.string()]);
const held = z.tuple([z.string(), z.string()]);
const swept = z.tuple([z.number(), z.number()]);

/** So many are forgotten at once: others have to be served in between. */
const atATime = 200;

/** Operations, their entries, and the events that began them. */
export function journals(
  redis: Connection,
  wakes: Pick<Wakes, 'announce'>,
): Pick<Store, 'begin' | 'begun' | 'read' | 'append' | 'holder' | 'heads' | 'endings' | 'counts' | 'heard' | 'prune'> {
  return {
    async begin(fresh, event, wake, limits = []) {
      const { id, at, who, where } = fresh;
      const head = JSON.stringify({ ...fresh, input: fresh.input ?? {} });
      const lane = laneOf(fresh.input);
      const answer = await redis.write(
        'begin',
        ...[id, event, at, wake, head, who.id, where.chat, JSON.stringify(where)],
        ...[lane, JSON.stringify(fresh.about ?? []), JSON.stringify(fresh.takes ?? []), JSON.stringify(limits)],
      );
      const [, , why, ...words] = answer;
      if (why === 'full') throw new Full(exceededFrom(words));
      refuseBusy(words);
      const [, known] = begun.parse(answer);
      if (known === id) wakes.announce({ id, lane, at: wake });
      // Also when our own words came twice, after a reply that was lost.
      return { id: known, fresh: known === id };
    },

    async begun(event) {
      const known = await redis.ask((plain, key) => plain.hget(key('events'), event));
      return known?.startsWith('op:') ? known.slice('op:'.length) : undefined;
    },

    async read(id) {
      const found = await redis.run('read', id);
      if (found === null) return undefined;
      const [head, state, entries] = read.parse(found);
      return { head: headFrom(head, state, entries.length), entries: entries.map(entryFrom) };
    },

    async append(id, length, entry, { state, wake, ping, first = [] }) {
      const [, wrote, lane, ...busy] = await redis.write(
        'append',
        ...[id, length, JSON.stringify(entry), redis.token(), entry.at, state, wake ?? ''],
        ...(ping ? [ping.chat, JSON.stringify(ping)] : ['', '']),
        ...first.map((each) => JSON.stringify(each)),
      );
      refuseBusy(busy);
      if (wrote !== 1) throw new Stale(id, length);
      if (typeof lane === 'string' && wake !== undefined) wakes.announce({ id, lane, at: wake });
    },

    async holder(about) {
      const found = await redis.run('holder', ...about);
      return found === null ? undefined : heldFrom(found);
    },

    async heads({ before, ...filter }) {
      // As text: a number of this size loses its end on the way through Lua.
      const asked = { ...filter, ...(before === undefined ? {} : { before: String(before) }) };
      const found = heads.parse(await redis.run('heads', JSON.stringify(asked)));
      return found.map(([head, state, length]) => headFrom(head, state, length));
    },

    endings: async () => Number(await redis.ask((plain, key) => plain.get(key('endings')))),

    async counts() {
      const of = (state: OperationState) => redis.ask((plain, key) => plain.zcard(key(`state:${state}`)));
      const [going, waiting, done, undone, stuck] = await Promise.all([
        of('going'),
        of('waiting'),
        of('done'),
        of('undone'),
        of('stuck'),
      ]);
      return { going, waiting, done, undone, stuck };
    },

    heard: async (event, now) => (await redis.run('heard', event, now, redis.token())) === 1,

    async prune(before) {
      while (Number(await redis.run('prune-operations', before, atATime)) === atATime);
      for (let skip = 0; ; ) {
        const [looked, stayed] = swept.parse(await redis.run('prune-events', before, skip, atATime));
        if (looked < atATime) return;
        skip += stayed;
      }
    },
  };
}

const heldFrom = (found: unknown): Held => {
  const [thing, by] = held.parse(found);
  return { thing, by };
};

/** Three words for each. */
const exceededFrom = (words: readonly unknown[]) =>
  inThrees(z.array(z.string()).parse(words)).map(([of = '', taken, by = '']) => ({
    of,
    taken: Number(taken),
    by: by === '' ? [] : by.split(' '),
  }));

const inThrees = (words: readonly string[]) => words.flatMap((_, i) => (i % 3 === 0 ? [words.slice(i, i + 3)] : []));

function refuseBusy(found: readonly unknown[]): void {
  if (found.length > 0) throw new Busy(heldFrom(found));
}
