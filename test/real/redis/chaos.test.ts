import { expect, it } from 'vitest';
import { chaos } from '../../chaos/chaos.ts';

const seed = Number(process.env.HOIST_SEED ?? Date.now() % 1_000_000);

it(`ends everything once although workers and Redis die and one comes back from the dead (HOIST_SEED=${seed})`, async () => {
  const { wrong, operations, kills, restarts, zombies, takeovers, seconds } = await chaos({ seed, operations: 160 });

  console.log(
    `${operations} operations in ${seconds.toFixed(0)} s, ${kills} workers killed, ${takeovers} take-overs, zombie held ${zombies[0]?.held}`,
  );
  expect(wrong).toEqual([]);
  expect(operations).toBe(160);
  expect(kills).toBeGreaterThan(1);
  expect(restarts).toBe(2);
  expect(zombies[0]?.held).toBeGreaterThan(0);
});
