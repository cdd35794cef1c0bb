import { afterEach, describe, expect, it, vi } from 'vitest';
import { createServerClock } from '../../adapters/store/redis/server-clock.ts';
import { redisStore } from '../../adapters/store/redis/store.ts';
import { silent } from '../../src/log.ts';
import { onEachServer } from './redis-server.ts';

/** A host whose clock is so far off, and a server that is asked when it is there. */
function host({ ahead }: { readonly ahead: number }) {
  let passed = 0;
  let there = true;
  const right = () => 1_000_000_000 + passed;
  const clock = createServerClock({
    ask: async () => {
      if (!there) throw new Error('away');
      return right();
    },
    here: () => right() + ahead,
    steady: () => passed,
  });
  return {
    clock,
    pass: (ms: number) => {
      passed += ms;
    },
    lose: () => {
      there = false;
    },
    right,
  };
}

describe('the clock of a server', () => {
  it.each([-20_000, 20_000, 3_600_000])('is the same for a host that is %i ms ahead', async (ahead) => {
    const { clock, pass, right } = host({ ahead });
    await clock.measure();

    pass(12_345);

    expect(clock.now()).toBe(right());
  });

  it.each([0, 999, -999])('leaves alone a host that is only %i ms ahead', async (ahead) => {
    const { clock, right } = host({ ahead });
    await clock.measure();

    expect(clock.now()).toBe(right() + ahead);
  });

  it('goes on by what it knew when the server is away', async () => {
    const { clock, pass, lose, right } = host({ ahead: 20_000 });
    await clock.measure();
    lose();
    pass(60_000);

    await expect(clock.measure()).rejects.toThrow('away');

    expect(clock.now()).toBe(right());
  });
});

onEachServer((server) => {
  afterEach(() => vi.restoreAllMocks());

  it('is what a store goes by whose host is wrong, and the doctor says so', async () => {
    const { now } = Date;
    vi.spyOn(Date, 'now').mockImplementation(() => now() + 20_000);
    const store = await redisStore({ url: server().url, prefix: 'clock' }, silent);

    const apart = Math.abs((store.now?.() ?? 0) - now());
    const said = (await store.check?.())?.map(({ what }) => what('en')) ?? [];
    await store.close();

    expect(apart).toBeLessThan(5_000);
    expect(said).toContain('Store: the clock of this host is 20 s away from that of Redis, by which Hoist goes');
  });
});
