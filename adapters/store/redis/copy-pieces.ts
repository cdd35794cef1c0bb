import { z } from 'zod';
import type { Connection } from './connection.ts';

const atATime = 100;

const fields = z.array(z.string()).transform((flat) => {
  const pairs = flat.flatMap((name, i) => (i % 2 === 0 ? [[name, flat[i + 1] ?? ''] as const] : []));
  return Object.fromEntries(pairs);
});
const message = z.tuple([z.string(), fields]);
const operations = z.array(z.tuple([z.string(), fields, z.string().nullable(), z.array(z.string()), z.array(message)]));
type Operation = z.infer<typeof operations>[number];
const dated = z.object({ at: z.number() });
const texts = z.array(z.string().nullable());

/** Everything that is there, without marks and offices, as a move reads it. */
export async function* piecesOf(redis: Connection): AsyncIterable<unknown> {
  for (let after = '-'; ; ) {
    const found = operations.parse(await redis.run('copy-read', after, atATime));
    yield* found.map(operationOf);
    if (found.length < atATime) break;
    after = `(${found.at(-1)?.[0]}`;
  }
  yield* inPages((from) => events(redis, from));
  yield* took(redis);
  yield* inPages((from) => facts(redis, from));
}

async function* inPages(page: (from: number) => Promise<readonly unknown[]>) {
  for (let from = 0; ; from += atATime) {
    const found = await page(from);
    yield* found.filter((each) => each !== undefined);
    if (found.length < atATime) return;
  }
}

function operationOf([id, hash, due, entries, messages]: Operation): unknown {
  const head = z.record(z.string(), z.unknown()).parse(JSON.parse(hash.head ?? '{}'));
  const last = entries.at(-1);
  return {
    ...head,
    kind: 'operation',
    id,
    state: hash.state,
    changed: last === undefined ? head.at : dated.parse(JSON.parse(last)).at,
    due: due === null ? undefined : Number(due),
    fence: Number(hash.fence),
    entries,
    // What a card wants to show is all of the journal.
    messages: messages.flatMap(([name, of]) =>
      of.place === undefined
        ? []
        : [{ ...of, wanted: of.kind === 'card' ? hash.length : of.wanted, id: name, where: JSON.parse(of.place) }],
    ),
  };
}

async function events(redis: Connection, from: number): Promise<readonly unknown[]> {
  const found = await redis.ask((plain, key) =>
    plain.zrange(key('events:at'), from, String(from + atATime - 1), 'WITHSCORES'),
  );
  const names = found.filter((_, i) => i % 2 === 0);
  if (names.length === 0) return [];
  const known = texts.parse(await redis.ask((plain, key) => plain.hmget(key('events'), ...names)));
  return names.map((event, i) => {
    const of = known[i]?.startsWith('op:') ? known[i].slice('op:'.length) : undefined;
    return { kind: 'event', event, at: Number(found[2 * i + 1]), operation: of };
  });
}

/** What likenesses there are stands nowhere but in the names of the keys. */
async function* took(redis: Connection) {
  const names = new Set<string>();
  let cursor = '0';
  do {
    cursor = await redis.ask(async (plain, key) => {
      const [next, keys] = await plain.scan(cursor, 'MATCH', key('took:*'), 'COUNT', 1_000);
      for (const each of keys) names.add(each.slice(key('took:').length));
      return next;
    });
  } while (cursor !== '0');
  for (const likeness of [...names].sort(inBytes)) {
    const steps = Object.entries(await redis.ask((plain, key) => plain.hgetall(key(`took:${likeness}`))));
    yield {
      kind: 'took',
      likeness,
      steps: steps
        .sort(([a], [b]) => inBytes(a, b))
        .map(([step, times]) => ({ step, times: times.split(',').map(Number) })),
    };
  }
}

const inBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

async function facts(redis: Connection, from: number): Promise<readonly unknown[]> {
  const names = await redis.ask((plain, key) => plain.zrange(key('names'), from, String(from + atATime - 1)));
  if (names.length === 0) return [];
  const known = texts.parse(await redis.ask((plain, key) => plain.hmget(key('memory'), ...names)));
  return names.map((name, i) => {
    const value = known[i];
    if (value === undefined || value === null || name.startsWith('office/')) return undefined;
    return { kind: 'fact', key: name, value: JSON.parse(value.slice(value.indexOf('|') + 1)) };
  });
}
