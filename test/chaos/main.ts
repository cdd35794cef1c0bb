import { parseArgs } from 'node:util';
import { tidy } from '../../bench/leftovers.ts';
import { chaos } from './chaos.ts';

// `npm run chaos -- --seed 42 --operations 2000`: the long form of test/real/redis/chaos.test.ts, for docs/chaos.md.
const { values } = parseArgs({
  options: { seed: { type: 'string' }, operations: { type: 'string', default: '2000' } },
});
process.on('exit', tidy);
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));
const seed = Number(values.seed ?? process.env.HOIST_SEED ?? Date.now() % 1_000_000);
console.log(`HOIST_SEED=${seed}`);
const { wrong, zombies, seconds, ...counted } = await chaos({ seed, operations: Number(values.operations) });
const rate = counted.operations / seconds;
console.log({ ...counted, seconds: Math.round(seconds), 'operations/s': Number(rate.toFixed(1)) });
for (const { stood, held } of zombies) console.log(`a worker stood still for ${stood} ms with ${held} operations`);
for (const what of wrong) console.error(`wrong: ${what}`);
console.log(wrong.length === 0 ? 'all is as it should be' : `${wrong.length} things are wrong`);
process.exit(wrong.length === 0 ? 0 : 1);
