import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { has, type Server, startServer } from '../../test/store/start-server.ts';
import { begin, discard, scratch } from '../leftovers.ts';
import { atMost, type Bench, median, missing, type Row, told } from '../row.ts';

/** How soon work starts in one cloud while another hangs at every call, beside the same without the other. */
export default {
  name: 'dead-cloud',
  async *measure() {
    const folder = scratch();
    yield* await beside('sqlite', (side) => [join(folder, `${side}.sqlite`)]);
    discard(folder);
    if (!has('redis-server')) return yield missing(nameOn('redis'), `≤ ${goal}`, 'redis-server is not installed');
    const server = await startServer('redis-server', '--appendonly', 'yes');
    try {
      yield* await beside('redis', onServer(server));
    } finally {
      await server.end();
    }
  },
} satisfies Bench;

const goal = 1.2;
const rounds = 7;
const hanging = 500;
const nameOn = (kind: string) => `dead cloud, ${kind}: p99 from words to the first call in another`;

/** Where a process keeps its work, as it is told on its line. */
type Place = (side: string) => readonly string[];

/** Both sides of a pair run at the same time, each in a process of its own: what else the machine does meets both. */
async function beside(kind: string, place: Place): Promise<readonly Row[]> {
  const pairs: { readonly alone: number; readonly dead: number; readonly ratio: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const [alone, dead] = await Promise.all([p99(0, place(`alone-${round}`)), p99(hanging, place(`beside-${round}`))]);
    pairs.push({ alone, dead, ratio: dead / alone });
  }
  const ratio = median(pairs.map((pair) => pair.ratio));
  const ms = (of: 'alone' | 'dead') => median(pairs.map((pair) => pair[of])).toFixed(1);
  const all = pairs.map((pair) => pair.ratio.toFixed(2)).join(' ');
  return [
    atMost(nameOn(kind), ratio, goal, `${ms('dead')} ms beside ${hanging} that hang, ${ms('alone')} ms without`),
    told(`dead cloud, ${kind}: ratio of each pair`, all),
  ];
}

const onServer =
  ({ url }: Server): Place =>
  (side) => [url, `bench-${side}`];

/** Of the milliseconds from words to the first call on the cloud that answers. */
async function p99(hanging: number, place: readonly string[]): Promise<number> {
  const program = join(import.meta.dirname, '../dead-cloud-process.ts');
  const child = begin(process.execPath, [program, String(hanging), ...place], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (!child.stdout) throw new Error('a pipe was asked for');
  return at(z.array(z.number()).parse(JSON.parse(await text(child.stdout))), 0.99);
}

const at = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
