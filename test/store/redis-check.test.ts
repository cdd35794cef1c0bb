import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { redisStore } from '../../adapters/store/redis/store.ts';
import { type Locale, locales, type Store } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import { onEachServer } from './redis-server.ts';

onEachServer((server) => {
  let store: Store;
  beforeEach(async () => {
    store = await redisStore({ url: server().url, prefix: `test-${randomBytes(6).toString('hex')}` }, silent);
  });
  afterEach(() => store.close());

  const ill = async (locale: Locale = 'en') =>
    ((await store.check?.()) ?? []).flatMap(({ ok, what, mend }) => (ok ? [] : [[what(locale), mend?.(locale)]]));

  it('finds nothing wrong with a server that keeps what it is given', async () => {
    await server().say('CONFIG', 'SET', 'appendonly', 'yes');

    const findings = (await store.check?.()) ?? [];

    expect(findings.map(({ what }) => what('en'))).toEqual([
      expect.stringMatching(/^Store: (?:Redis|Valkey) \d+\.\d+\.\d+$/),
      'Store: what is written is on the disk within a second (AOF)',
      'Store: Redis evicts nothing',
      expect.stringMatching(/^Store: answers in [\d.]+ ms$/),
    ]);
    expect(await ill()).toEqual([]);
  });

  it('finds a server that forgets, and says how to mend it in every language', async () => {
    await server().say('CONFIG', 'SET', 'appendonly', 'no');
    await server().say('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');

    expect(await ill()).toEqual([
      [
        'Store: a restart of Redis would lose what was written last',
        expect.stringContaining('CONFIG SET appendonly yes'),
      ],
      [
        'Store: Redis may throw operations away (allkeys-lru)',
        'CONFIG SET maxmemory-policy noeviction, then CONFIG REWRITE.',
      ],
    ]);
    for (const locale of locales) expect(await ill(locale)).toHaveLength(2);
    await server().say('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
  });
});
