import type { Log, Mark, Piece, StoreEnd } from '#kit';
import { type Address, type Connection, connect, nameOf } from './connection.ts';
import { piecesOf } from './copy-pieces.ts';
import { writePiece } from './copy-write.ts';
import { redisInUse } from './in-use.ts';
import { markFrom } from './mark.ts';

/** A move that dies leaves Redis closed for so long. */
const life = 30_000;

/** Redis as one end of a move. A gate before all scripts keeps others out, also those who did not hear of it. */
export async function redisEnd(address: Address, log: Log): Promise<StoreEnd> {
  const redis = await connect(address, log, `hoist-move:${address.prefix}`);
  let mine: Mark | undefined;
  let renewing: NodeJS.Timeout | undefined;

  const gate = () => redis.ask((plain, key) => plain.get(key('gate')));

  async function change(from: string, to: Mark | undefined): Promise<void> {
    const lasts = to?.state === 'moving' ? life : '';
    if ((await redis.run('copy-gate', from, to ? JSON.stringify(to) : '', lasts)) !== 1) throw redisInUse('other');
    mine = to;
  }

  const held = () => (mine ? JSON.stringify(mine) : '');

  async function renew(mark: Mark) {
    // Whoever finds the gate changed at the end says so.
    await change(held(), mark).catch((error: Error) => log.warn({ why: error.message }, 'gate not kept'));
  }

  return {
    kind: 'redis',
    async mark() {
      const found = await gate();
      return found === null ? undefined : markFrom(found);
    },
    filledBy: async () => (await redis.ask((plain, key) => plain.get(key('filled-by')))) ?? undefined,
    count: () => redis.ask((plain, key) => plain.zcard(key('ids'))),
    pieces: () => piecesOf(redis),
    async take(mark, now) {
      await refuseUsed(redis, address.prefix, now);
      const before = (await gate()) ?? '';
      await change(before, mark);
      try {
        // Somebody may have come in between; from here on nobody can.
        await refuseUsed(redis, address.prefix, now);
      } catch (error) {
        await change(held(), before === '' ? undefined : markFrom(before));
        throw error;
      }
      if (mark.state === 'moving') renewing = setInterval(() => void renew(mark), life / 3).unref();
    },
    empty: () => empty(redis),
    write: async (pieces) => void (await Promise.all(pieces.map((piece: Piece) => writePiece(redis, piece)))),
    async open(move) {
      await redis.ask((plain, key) => plain.set(key('filled-by'), move));
      await change(held(), undefined);
    },
    async leave(mark) {
      clearInterval(renewing);
      await change(held(), mark);
    },
    async close() {
      clearInterval(renewing);
      if (mine?.state === 'moving') await change(held(), undefined).catch(() => undefined);
      await redis.close();
    },
  };
}

async function refuseUsed(redis: Connection, prefix: string, now: number): Promise<void> {
  if ((await redis.run('copy-carried', now)) === 1) throw redisInUse('carried');
  // Where it is forbidden to ask, the gate alone has to do.
  const clients = await redis.ask((plain) => plain.client('LIST')).catch(() => '');
  const name = ` name=${nameOf(prefix)} `;
  if (String(clients).includes(name)) throw redisInUse('used');
}

async function empty(redis: Connection): Promise<void> {
  let cursor = '0';
  do {
    cursor = await redis.ask(async (plain, key) => {
      const [next, keys] = await plain.scan(cursor, 'MATCH', key('*'), 'COUNT', 1_000);
      const old = keys.filter((each) => each !== key('gate'));
      if (old.length > 0) await plain.unlink(...old);
      return next;
    });
  } while (cursor !== '0');
}
