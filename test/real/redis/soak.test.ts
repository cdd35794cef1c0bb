import { expect, it } from 'vitest';
import { soak } from '../../soak/soak.ts';
import { verdicts } from '../../soak/verdict.ts';

it.each(['sqlite', 'redis'] as const)(
  'ends what is said at an even pace on %s, and forgets what is old',
  async (store) => {
    const { ended, kept, series } = await soak({
      store,
      minutes: 0.2,
      rate: 6,
      seed: 7,
      keep: 2_000,
      sampleEvery: 500,
    });

    for (const { gauge, words } of verdicts(series)) console.log(`${gauge}: ${words}`);
    expect(ended).toBe(72);
    expect(kept).toBeLessThan(36);
    expect(series.store.length).toBeGreaterThan(10);
  },
);
