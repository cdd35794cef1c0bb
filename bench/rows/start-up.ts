import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { begin, discard, kill, scratch } from '../leftovers.ts';
import { bareEnvironment, entry } from '../product.ts';
import { atMost, type Bench, median, type Row, told } from '../row.ts';
import { type Timed, timed } from '../timed.ts';

/** From nothing to a bot that hears, and what it holds at rest, beside a Node that only imports the same packages. */
export default {
  name: 'start-up',
  async *measure() {
    yield* bot();
    yield* oneLine();
  },
} satisfies Bench;

const rounds = 11;

async function* bot(): AsyncIterable<Row> {
  // Also fills the compile cache.
  const packages = await importsOf('main.ts');
  const ours: Stood[] = [];
  const bare: Stood[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await inFolder((data) => stand(entry('main.ts'), settings(data), / is ready/)));
    bare.push(await stand(bareImports('stay', packages), bareEnvironment(), /^ready/));
  }
  const [ready, rss] = [ratio(ours, bare, 'ready'), ratio(ours, bare, 'rss')];
  const times = `${middle(ours, 'ready').toFixed(0)} ms, bare Node ${middle(bare, 'ready').toFixed(0)} ms`;
  yield atMost('start-up: time to ready ÷ bare Node with the same packages', ready, 2, times);
  const sizes = `${middle(ours, 'rss').toFixed(0)} MiB, bare Node ${middle(bare, 'rss').toFixed(0)} MiB`;
  yield atMost('start-up: RSS at idle ÷ bare Node with the same packages', rss, 1.5, sizes);
  const uncached = { NODE_DISABLE_COMPILE_CACHE: '1' };
  const cold: Stood[] = [];
  for (let round = 0; round < 3; round++)
    cold.push(await inFolder((data) => stand(entry('main.ts'), { ...settings(data), ...uncached }, / is ready/)));
  yield told('start-up: time to ready without the compile cache', `${middle(cold, 'ready').toFixed(0)} ms`);
  yield told('start-up: packages of the bare Node', packages.filter((name) => !name.startsWith('node:')).join(' '));
}

async function* oneLine(): AsyncIterable<Row> {
  const packages = await importsOf('cli.ts', 'version');
  const ours: Timed[] = [];
  const bare: Timed[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await inFolder((data) => run(entry('cli.ts', 'version'), settings(data))));
    bare.push(await run(bareImports('go', packages), bareEnvironment()));
  }
  const words = (part: 'wall' | 'cpu') => {
    const [mine, theirs] = [ours, bare].map((runs) => median(runs.map((each) => each[part] * 1000)));
    return `${ratio(ours, bare, part).toFixed(2)} (${mine?.toFixed(0)} ms, bare Node ${theirs?.toFixed(0)} ms)`;
  };
  yield told('start-up: wall of `hoist version` ÷ bare Node with the same packages', words('wall'));
  yield told('start-up: CPU of `hoist version` ÷ bare Node with the same packages', words('cpu'));
}

interface Stood {
  /** Milliseconds to the line that says so. */
  readonly ready: number;
  /** MiB, when it has come to rest. */
  readonly rss: number;
}

/** Starts a process, waits until it says that it is ready, and weighs it once it does nothing. */
async function stand(args: readonly string[], env: NodeJS.ProcessEnv, says: RegExp): Promise<Stood> {
  const began = performance.now();
  const child = begin(process.execPath, args, { cwd: scratchFolder, env, stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    if (!child.stdout) throw new Error('a pipe was asked for');
    for await (const line of createInterface({ input: child.stdout })) {
      if (!says.test(line)) continue;
      const ready = performance.now() - began;
      await sleep(1_500);
      return { ready, rss: residentOf(child.pid) };
    }
    throw new Error(`${args.join(' ')} ended before it was ready`);
  } finally {
    kill(child);
  }
}

async function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Timed> {
  const ran = await timed(process.execPath, args, { cwd: scratchFolder, env });
  if (ran.status !== 0) throw new Error(`${args.join(' ')} ended ${ran.status}: ${ran.out}`);
  return ran;
}

/** What a process of the product imports that is not its own: asked of the product itself, in a run of its own. */
async function importsOf(file: string, ...words: readonly string[]): Promise<readonly string[]> {
  return inFolder(async (data) => {
    const list = join(data, 'imports');
    const note = ['--import', join(import.meta.dirname, '../note-imports.mjs')];
    const env = { ...settings(data), BENCH_IMPORTS: list };
    const args = [...note, ...entry(file, ...words)];
    if (words.length > 0) await run(args, env);
    else await untilReady(args, env);
    return readFileSync(list, 'utf8').split('\n');
  });
}

/** Ended kindly, so that it can still write down what it has seen. */
async function untilReady(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = begin(process.execPath, args, { cwd: scratchFolder, env, stdio: ['ignore', 'pipe', 'ignore'] });
  const over = new Promise((ended) => child.once('close', ended));
  child.stdout?.on('data', (part) => {
    if (/ is ready/.test(String(part))) child.kill('SIGTERM');
  });
  await over;
}

const bareImports = (what: 'stay' | 'go', packages: readonly string[]): string[] => [
  join(import.meta.dirname, '../bare-imports.mjs'),
  what,
  ...packages,
];

/** A first start: nothing is there yet, and any free port will do. */
const settings = (data: string): NodeJS.ProcessEnv =>
  bareEnvironment({ HOIST_DATA: data, WEB_PORT: '0', PRACTICE_PORT: '0' });

// Away from the project, so that nobody's own .env is read.
const scratchFolder = scratch();

async function inFolder<T>(work: (data: string) => Promise<T>): Promise<T> {
  const data = scratch();
  try {
    return await work(data);
  } finally {
    discard(data);
  }
}

function residentOf(pid: number | undefined): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) / 1024;
}

const middle = <T extends string>(all: readonly Record<T, number>[], part: T): number =>
  median(all.map((one) => one[part]));
const ratio = <T extends string>(ours: readonly Record<T, number>[], bare: readonly Record<T, number>[], part: T) =>
  median(ours.map((one, at) => one[part] / (bare[at]?.[part] ?? Number.NaN)));
