import { expect, it } from 'vitest';
import { faults, spoil } from '../../chaos/faults.ts';

const seed = Number(process.env.HOIST_SEED ?? Date.now() % 1_000_000);
/** Longer than a lease, so that others take over; docs/chaos.md has what half a minute does. */
const away = Number(process.env.HOIST_AWAY ?? 5_000);

// The names are the keys of the table.
it.each(Object.keys(faults) as (keyof typeof faults)[])(
  `ends everything once although %s (HOIST_SEED=${seed})`,
  async (name) => {
    const { wrong, operations, takeovers, seconds } = await spoil(name, { seed, operations: 45, away });

    console.log(`${name}: ${operations} operations in ${seconds.toFixed(0)} s, ${takeovers} take-overs`);
    expect(wrong).toEqual([]);
    expect(operations).toBe(45);
  },
);
