import { expect, it, onTestFinished } from 'vitest';
import type { StoreEnd } from '../../src/kit.ts';
import { moveBetween } from '../../src/move-store-between.ts';
import { contents, places } from './moving.ts';
import { onEachServer } from './redis-server.ts';

const now = 1_700_000_000_000;
const here = { chat: 'web', channel: 'general' };

const moveOf = (source: StoreEnd, target: StoreEnd) => moveBetween(source, target, { move: 'm', now: () => now });

/** Counts what is asked of either end, and breaks at the nth: before it happens, or after. */
function breakingAt(nth: number, lost: boolean): (end: StoreEnd) => StoreEnd {
  let calls = 0;
  const call = async <T>(does: () => Promise<T>): Promise<T> => {
    calls += 1;
    if (calls === nth && !lost) throw new Error('broken off');
    const value = await does();
    if (calls === nth) throw new Error('broken off');
    return value;
  };
  return (end) => ({
    ...end,
    mark: () => call(end.mark),
    count: () => call(end.count),
    take: (...args) => call(() => end.take(...args)),
    empty: () => call(end.empty),
    write: (pieces) => call(() => end.write(pieces)),
    open: (move) => call(() => end.open(move)),
    leave: (mark) => call(() => end.leave(mark)),
    async *pieces() {
      for await (const piece of end.pieces()) yield await call(async () => piece);
    },
  });
}

onEachServer((server) => {
  async function filled() {
    const at = places(server().url);
    onTestFinished(() => at.close());
    const store = await at.store('sqlite');
    for (const id of ['op-1', 'op-2', 'op-3']) {
      const who = { id: 'web:local:ann', name: 'ann' };
      const more = { input: {}, who, where: here, locale: 'en', likeness: 'a', at: now } as const;
      await store.begin({ id, operation: 'gpu.start', ...more }, `event ${id}`, now);
      await store.append(id, 0, { at: now, kind: 'began', step: 'a' }, { state: 'waiting' });
    }
    await store.put('lang:ann', 'ru');
    await store.close();
    return at;
  }

  it.each([
    ['before', false],
    ['after', true],
  ])('leaves the file in use where it breaks %s any step, and begins anew', async (_, lost) => {
    const at = await filled();
    const before = contents(at.file);

    let breaks = 0;
    for (let nth = 1; ; nth++) {
      const moved = await at.move('redis', breakingAt(nth, lost)).then(
        () => true,
        () => false,
      );
      // Closing the old one is the last step of all: when only its answer is lost, it is done.
      const closed = await at.store('sqlite').then(
        (store) => store.close().then(() => false),
        () => true,
      );
      if (moved || closed) break;
      breaks += 1;
      expect(contents(at.file)).toEqual(before);
    }

    expect(breaks).toBeGreaterThan(20);
    await at.move('sqlite');
    expect(contents(at.file)).toEqual(before);
  });

  it('leaves Redis in use where it breaks on the way back', async () => {
    const at = await filled();
    const before = contents(at.file);
    await at.move('redis');

    for (let nth = 1; nth < 40; nth += 3) {
      const breaks = at.move('sqlite', breakingAt(nth, nth % 2 === 0));
      if (await breaks.then(() => true).catch(() => false)) break;
      const redis = await at.store('redis');
      expect((await redis.heads({ limit: 9 })).length).toBe(3);
      await redis.close();
    }

    await at.move('sqlite').catch(() => undefined);
    expect(contents(at.file)).toEqual(before);
  });

  it('says of a half-filled store what to do', async () => {
    const at = await filled();

    await expect(at.move('redis', breakingAt(14, false))).rejects.toThrow('broken off');

    await expect(at.store('redis')).rejects.toThrow('holds half of what was to be moved');
  });

  it('keeps Redis closed for half a minute when the move dies without a word', async () => {
    const at = await filled();
    await at.move('redis');
    const dying = await at.end('redis');
    await dying.take({ state: 'moving', move: 'm', at: now }, now);

    await expect(at.store('redis')).rejects.toThrow('being moved elsewhere right now');
    await expect(at.move('sqlite')).rejects.toThrow('being moved elsewhere right now');

    const left = Number((await server().say('PTTL', `{${at.prefix}}:gate`)).slice(1));
    expect(left).toBeGreaterThan(20_000);
    expect(left).toBeLessThanOrEqual(30_000);
    await dying.close();
  });

  it('refuses while somebody has the file open, or carries something in it', async () => {
    const at = await filled();
    const bot = await at.store('sqlite');
    await expect(at.move('redis')).rejects.toThrow('a bot or a terminal command still runs on it');

    await bot.append('op-1', 1, { at: now, kind: 'began', step: 'b' }, { state: 'going', wake: now });
    await bot.claim('killed', Date.now(), 60_000);
    await bot.close();

    await expect(at.move('redis')).rejects.toThrow('still being carried');
  });

  it('refuses while somebody carries something in Redis, or is connected to it', async () => {
    const at = await filled();
    await at.move('redis');
    const bot = await at.store('redis');
    await expect(at.move('sqlite')).rejects.toThrow('a bot or a terminal command still runs on it');

    await bot.append('op-1', 1, { at: now, kind: 'began', step: 'b' }, { state: 'going', wake: now });
    await bot.claim('killed', Date.now(), 60_000);
    await bot.close();

    await expect(at.move('sqlite')).rejects.toThrow('still being carried');
  });

  it('refuses a place that holds other operations, and leaves it as it is', async () => {
    const at = await filled();
    const other = await filled();
    await other.move('redis');

    const redis = await other.store('redis');
    await redis.begin(
      {
        ...{ id: 'op-2x', operation: 'gpu.start', input: {}, likeness: 'a', locale: 'en', at: now, where: here },
        who: { id: 'web:local:bob', name: 'bob' },
      },
      'event x',
      now,
    );
    await redis.close();
    const [source, target] = [await at.end('sqlite'), await other.end('redis')];

    const moving = moveOf(source, target);

    await expect(moving).rejects.toThrow('they are other ones');
    await source.close();
    await target.close();
    const still = await other.store('redis');
    expect(await still.heads({ limit: 9 })).toHaveLength(4);
    await still.close();
  });

  it('puts nothing over a file that was moved to another Redis', async () => {
    const at = await filled();
    const other = await filled();
    await at.move('redis');
    await other.move('redis');
    const [source, target] = [await other.end('redis'), await at.end('sqlite')];

    const moving = moveOf(source, target);

    await expect(moving).rejects.toThrow('to another store than the one to move from');
    await source.close();
    await target.close();
  });

  it('says it when what was written reads differently, and leaves the file in use', async () => {
    const at = await filled();
    const forgetful = (end: StoreEnd): StoreEnd => ({
      ...end,
      write: (pieces) => end.write(pieces.filter((each) => each.kind !== 'fact')),
    });

    await expect(at.move('redis', forgetful)).rejects.toThrow('reads differently: fact');

    const file = await at.store('sqlite');
    expect(await file.get('lang:ann')).toBe('ru');
    await file.close();
  });
});
