import { setTimeout as sleep } from 'node:timers/promises';
import { ackSides, type Sides } from '../ack-sides.ts';
import { atMost, type Bench, median, type Row, told } from '../row.ts';
import { type Load, sayEvenly, type Target } from '../slash-commands.ts';

/** Signed slash commands to the whole product, beside a Bolt that acknowledges them and does nothing else. */
export default {
  name: 'ack',
  async *measure() {
    const sides = await ackSides();
    try {
      yield* rows(sides);
    } finally {
      sides.close();
    }
  },
} satisfies Bench;

const rate = 200;
const rounds = 5;
/** What Node has not compiled yet is slow: so long it goes until a side is as fast as it gets. */
const cold: Load = { rate, seconds: 3 };
const warmUp: Load = { rate, seconds: 20 };
const short: Load = { rate, seconds: 5 };
const long: Load = { rate, seconds: 30 };

async function* rows(sides: Sides): AsyncIterable<Row> {
  let commands = 0;
  const hoist = async (load: Load) => {
    const heard = await sayEvenly(sides.hoist, load);
    commands += heard.commands;
    await answered(sides, commands);
    return heard.took;
  };
  const bolt = (to: Target) => async (load: Load) => (await sayEvenly(to, load)).took;
  const ways = { hoist, bare: bolt(sides.bare), keeping: bolt(sides.keeping) };
  const first = { hoist: await ways.hoist(cold), bare: await ways.bare(cold) };
  for (const say of Object.values(ways)) await say(warmUp);

  const took: Record<keyof typeof ways, (readonly number[])[]> = { hoist: [], bare: [], keeping: [] };
  for (let round = 0; round < rounds; round++) {
    const turns: (keyof typeof ways)[] = round % 2 === 0 ? ['bare', 'hoist', 'keeping'] : ['keeping', 'hoist', 'bare'];
    for (const way of turns) took[way].push(await ways[way](short));
  }
  const ratio = (to: 'bare' | 'keeping') =>
    median(took.hoist.map((each, round) => p99(each) / p99(took[to][round] ?? [])));
  const middle = (way: keyof typeof ways) => `${median(took[way].map(p99)).toFixed(1)} ms`;
  const name = `ack: p99 at ${rate} commands/s ÷ a bare Bolt that only acks`;
  yield atMost(name, ratio('bare'), 1.5, `${middle('hoist')}, bare Bolt ${middle('bare')}`);
  const keeping = `${ratio('keeping').toFixed(2)} (bare Bolt ${middle('keeping')})`;
  yield told('ack: the same ÷ a bare Bolt that first writes each command to the disk', keeping);

  const start = `${p99(first.hoist).toFixed(1)} ms (bare Bolt ${p99(first.bare).toFixed(1)} ms)`;
  yield told(`ack: p99 in the first ${cold.seconds} s after the start`, start);

  const all = await hoist(long);
  const detail = `median ${quantile(all, 0.5).toFixed(1)} ms, longest ${quantile(all, 1).toFixed(0)} ms`;
  yield {
    name: `ack: p99 at ${rate} commands/s for ${long.seconds} s`,
    value: `${p99(all).toFixed(1)} ms (${detail})`,
    goal: '≤ 300 ms',
    ok: p99(all) <= 300,
  };

  const { once, again } = await sides.answers();
  const wrong = commands - once + again + Math.abs(commands - sides.kept());
  const value = `${wrong} of ${commands}, each tenth request one that came before`;
  yield { name: 'ack: commands lost or answered twice', value, goal: '0', ok: wrong === 0 };
}

/** Else whoever comes next would be measured beside work that is left over. */
async function answered({ answers }: Sides, commands: number): Promise<void> {
  const until = performance.now() + 20_000;
  while (performance.now() < until && (await answers()).once < commands) await sleep(100);
  // What is answered twice shows up by then.
  await sleep(300);
}

const p99 = (values: readonly number[]): number => quantile(values, 0.99);

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * part) - 1] ?? Number.NaN;
}
