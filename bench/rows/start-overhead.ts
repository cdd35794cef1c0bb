import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { assemble, type Hoist } from '../../src/assemble.ts';
import { readConfig } from '../../src/config.ts';
import { allCommands } from '../../src/discover.ts';
import { silent } from '../../src/log.ts';
import { type Served, serveCloud } from '../cloud.ts';
import { begin, kill } from '../leftovers.ts';
import { onCloud } from '../product.ts';
import { atMost, type Bench, median, told } from '../row.ts';

/** `gpu start base-image` said to a bot that runs, beside the same calls made by a script that runs. */
export default {
  name: 'start-overhead',
  async *measure() {
    const real = await onOne('real', realistic);
    const ratio = median(real.map(({ hoist, bare }) => hoist / bare));
    const detail = `${seconds(real, 'hoist')} s, bare script ${seconds(real, 'bare')} s`;
    yield atMost('start overhead: gpu start ÷ bare script, realistic cloud', ratio, 1.1, detail);
    const worst = Math.max(...real.map(({ hoist, bare }) => hoist / bare));
    yield told('start overhead: the worst of the pairs', worst.toFixed(2));

    const instant = await onOne('instant', oneByOne);
    const own = median(instant.map(({ hoist, bare }) => hoist - bare));
    const beside = `${milliseconds(instant, 'hoist')} ms, bare script ${milliseconds(instant, 'bare')} ms`;
    yield told('start overhead: on a cloud that takes no time', `${own.toFixed(0)} ms (${beside})`);
  },
} satisfies Bench;

interface Pair {
  readonly hoist: number;
  readonly bare: number;
}
interface Both {
  hoist(flavor: string): Promise<number>;
  bare(flavor: string): Promise<number>;
}

/** GPUs run out in the practice cloud; each pair takes two of a kind. */
const kinds = ['T4', 'A100', 'T4', 'A100', 'RTX4090'] as const;
const flavors = {
  T4: 'GL2.4-32768-0-1GPU-T4',
  A100: 'GL10.8-65536-0-1GPU-A100',
  RTX4090: 'GL4.8-65536-0-1GPU-RTX4090',
};

/** Both ways mostly wait, so the pairs go on beside each other, each begun in turn: same cloud, same moment. */
function realistic({ hoist, bare }: Both): Promise<Pair[]> {
  return Promise.all(
    kinds.map(async (kind, at) => {
      // Off the beat of the polling, so that the pairs do not all end at the same place between two looks.
      await sleep(at * 2_730);
      const turns = at % 2 === 0 ? [hoist, bare] : [bare, hoist];
      const [first = Number.NaN, second = Number.NaN] = await Promise.all(
        turns.map(async (way, place) => {
          await sleep(place * 1_310);
          return way(flavors[kind]);
        }),
      );
      return at % 2 === 0 ? { hoist: first, bare: second } : { hoist: second, bare: first };
    }),
  );
}

async function oneByOne({ hoist, bare }: Both): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let round = 0; round < 25; round++)
    pairs.push({ bare: await bare('SL1.1-1024'), hoist: await hoist('SL1.1-1024') });
  // The first ones are warming up.
  return pairs.slice(5);
}

/** Lets `measure` start machines in both ways on a cloud of its own. */
async function onOne(speed: 'real' | 'instant', measure: (both: Both) => Promise<Pair[]>): Promise<Pair[]> {
  const cloud = await serveCloud(speed);
  const bot = await openBot(cloud);
  const bare = await openBare(cloud);
  try {
    await warm(bot);
    let event = 0;
    return await measure({ hoist: (flavor) => start(bot, flavor, event++), bare: bare.start });
  } finally {
    bare.close();
    await bot.close();
    cloud.close();
  }
}

/** All of the product except a chat, on the practice cloud that runs in another process. */
async function openBot(cloud: Served): Promise<Hoist> {
  const config = readConfig(cloud.data, onCloud(cloud));
  const bot = await assemble(config, { log: silent, commands: await allCommands(), openChats: async () => [] });
  bot.engine.start();
  return bot;
}

const asked = {
  who: { id: 'bench:local:one', name: 'one' },
  where: { chat: 'bench', channel: 'bench' },
  locale: 'en',
} as const;

/** Logged in, with code that has run before. */
async function warm(bot: Hoist): Promise<void> {
  const body = { words: 'gpu start base-image --plan' };
  await bot.desk.hear({ ...asked, id: 'warm', body }, AbortSignal.timeout(60_000));
}

async function start(bot: Hoist, flavor: string, event: number): Promise<number> {
  const body = { words: `gpu start base-image --flavor ${flavor} --name bench-hoist-${event}` };
  const signal = AbortSignal.timeout(120_000);
  const began = performance.now();
  const answer = await bot.desk.hear({ ...asked, id: `start ${event}`, body }, signal);
  if (answer.kind !== 'began') throw new Error(`gpu start was refused: ${JSON.stringify(answer)}`);
  const { head } = await bot.engine.settled(answer.operation, signal);
  if (head.state !== 'done') throw new Error(`gpu start ended ${head.state}`);
  return performance.now() - began;
}

async function openBare(cloud: Served) {
  const file = join(import.meta.dirname, '../bare-start.ts');
  const child = begin(process.execPath, [file], { env: { ...cloud.env }, stdio: ['pipe', 'pipe', 'inherit'] });
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('pipes were asked for');
  const ready = Promise.withResolvers<void>();
  const waiting = new Map<string, PromiseWithResolvers<number>>();
  createInterface({ input: stdout }).on('line', (line) => {
    if (line === 'ready') return ready.resolve();
    const { name, took }: { readonly name: string; readonly took: number } = JSON.parse(line);
    waiting.get(name)?.resolve(took);
  });
  child.once('close', () => {
    for (const one of [ready, ...waiting.values()]) one.reject(new Error('the bare script ended'));
  });
  await ready.promise;
  let count = 0;
  return {
    close: () => kill(child),
    start(flavor: string): Promise<number> {
      const name = `bench-bare-${count++}`;
      const done = Promise.withResolvers<number>();
      waiting.set(name, done);
      stdin.write(`${JSON.stringify({ name, flavor })}\n`);
      return done.promise;
    },
  };
}

const seconds = (pairs: readonly Pair[], way: keyof Pair) => (median(pairs.map((pair) => pair[way])) / 1000).toFixed(2);
const milliseconds = (pairs: readonly Pair[], way: keyof Pair) => median(pairs.map((pair) => pair[way])).toFixed(0);
