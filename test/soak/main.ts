import { parseArgs } from 'node:util';
import { tidy } from '../../bench/leftovers.ts';
import { soak } from './soak.ts';
import { verdicts } from './verdict.ts';

// `npm run soak -- --minutes 30 --store sqlite|redis`: the long form of test/real/redis/soak.test.ts, for docs/soak.md.
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    store: { type: 'string', default: 'sqlite' },
    rate: { type: 'string', default: '2' },
    seed: { type: 'string' },
  },
});
process.on('exit', tidy);
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));

const minutes = Number(values.minutes);
const store = values.store === 'redis' ? 'redis' : 'sqlite';
const seed = Number(values.seed ?? process.env.HOIST_SEED ?? Date.now() % 1_000_000);
console.log(`HOIST_SEED=${seed}: ${store}, ${values.rate} operations a second for ${minutes} minutes`);
const soaked = await soak({
  store,
  minutes,
  rate: Number(values.rate),
  seed,
  keep: (minutes * 60_000) / 6,
  sampleEvery: 5_000,
  heard(ended, { rss, heap, lag, store: size }) {
    const last = [rss, heap, lag, size].map((samples) => samples.at(-1)?.value.toFixed(1));
    console.log(`${ended} ended, RSS ${last[0]} MiB, heap ${last[1]} MiB, lag ${last[2]} ms, store ${last[3]} MiB`);
  },
});
const told = verdicts(soaked.series);
console.log(`${soaked.ended} operations ended, ${soaked.kept} kept; ${(100 * soaked.cpu).toFixed(0)} % of a core`);
for (const { gauge, words, flat } of told) console.log(`${flat ? 'flat' : 'NOT FLAT'}\t${gauge}: ${words}`);
process.exit(told.every(({ flat }) => flat) ? 0 : 1);
