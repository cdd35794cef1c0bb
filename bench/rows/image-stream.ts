import { createHash, randomFillSync } from 'node:crypto';
import { closeSync, createReadStream, openSync, readFileSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Served, serveCloud } from '../cloud.ts';
import { begin, kill } from '../leftovers.ts';
import { bareEnvironment, onCloud } from '../product.ts';
import { atLeast, atMost, type Bench, median, missing, type Row, told } from '../row.ts';
import { has, timed } from '../timed.ts';

/** A GiB to the cloud and back through the operations of the product, and by curl: same bytes, same server. */
export default {
  name: 'image-stream',
  async *measure() {
    if (!(await has('curl'))) return yield missing('image stream', '≥ 0.8', 'curl is not installed here');
    const { up, down } = await pairs();
    // curl compares nothing. Where the cloud names no hash, Hoist has nothing to compare with either: the same work.
    const bare = await pairs('no-hashes');
    yield* rows('upload of 1 GiB', up);
    yield* rows('download of 1 GiB that names no hash', bare.down);
    // Where it names one, Hoist keeps nothing that it has not compared; this is curl doing the same, as well as it can.
    const checked = median(down.map(({ hoist, checked = Number.NaN }) => checked / hoist));
    yield atLeast('image stream: download and SHA-512, throughput ÷ curl | tee | sha512sum', checked, 0.8);
    yield grown('download and SHA-512', down);
    const { ratio, detail } = against(down);
    yield told('image stream: download and SHA-512 ÷ a curl that compares nothing', `${ratio.toFixed(2)} (${detail})`);
  },
} satisfies Bench;

async function pairs(
  ...hashes: readonly 'no-hashes'[]
): Promise<{ readonly up: readonly Pair[]; readonly down: readonly Pair[] }> {
  const cloud = await serveCloud('instant', quickFolder(), ...hashes);
  const file = join(cloud.data, 'bytes.raw');
  fill(file);
  const hoist = await openHoist(cloud);
  const up: Pair[] = [];
  const down: Pair[] = [];
  for (let round = 0; round < rounds; round++) {
    up.push(await upload(cloud, hoist, file, round));
    down.push(await download(cloud, hoist, file, round));
    await removeImages(cloud);
  }
  hoist.close();
  cloud.close();
  return { up, down };
}

const rounds = 3;
const size = 2 ** 30;

interface Pair {
  /** Milliseconds. */
  readonly hoist: number;
  readonly curl: number;
  /** MiB. */
  readonly grown: number;
  /** Milliseconds until curl's user has the file and knows that its bytes are the right ones. */
  readonly checked?: number;
}

function* rows(way: string, pairs: readonly Pair[]): Iterable<Row> {
  const { ratio, detail } = against(pairs);
  yield atLeast(`image stream: ${way}, throughput ÷ curl`, ratio, 0.8, detail);
  yield grown(way, pairs);
}

function against(pairs: readonly Pair[]): { readonly ratio: number; readonly detail: string } {
  const rate = (of: 'hoist' | 'curl') => (size / 2 ** 20 / (median(pairs.map((pair) => pair[of])) / 1000)).toFixed(0);
  const ratio = median(pairs.map(({ hoist, curl }) => curl / hoist));
  return { ratio, detail: `${rate('hoist')} MiB/s, curl ${rate('curl')} MiB/s` };
}

function grown(way: string, pairs: readonly Pair[]): Row {
  const most = Math.max(...pairs.map((pair) => pair.grown));
  return {
    ...atMost(`image stream: ${way}, peak RSS growth`, most, 64),
    value: `${most.toFixed(0)} MiB`,
    goal: '< 64 MiB',
  };
}

async function upload(cloud: Served, hoist: Streaming, file: string, round: number): Promise<Pair> {
  const image = { name: `curl-${round}`, disk_format: 'raw', container_format: 'bare' };
  const { id } = await cloud.api.post('image', '/v2/images', image);
  const put = () => curl(cloud, '-T', file, '-H', 'content-type: application/octet-stream', dataOf(cloud, id));
  const send = () => hoist.say(`image upload ${file} --name hoist-${round}`);
  return both(round, send, put);
}

async function download(cloud: Served, hoist: Streaming, file: string, round: number): Promise<Pair> {
  const [ours, theirs] = [join(cloud.data, 'ours.raw'), join(cloud.data, 'theirs.raw')];
  const { images } = await cloud.api.get('image', `/v2/images?name=hoist-${round}`);
  const fetch = () => hoist.say(`image download hoist-${round} --output ${ours}`);
  const get = () => curl(cloud, '-o', theirs, dataOf(cloud, images[0].id));
  const pair = await both(round, fetch, get);
  rmSync(theirs);
  const checked = await curlAndHash(cloud, dataOf(cloud, images[0].id), theirs);
  // Once is enough to know that what was measured is what was asked for.
  if (round === 0 && (await hashOf(ours)) !== (await hashOf(file)))
    throw new Error('what came back is not what was sent');
  rmSync(ours);
  rmSync(theirs);
  return { ...pair, checked };
}

/** Each goes first in turn. */
async function both(round: number, ours: () => Promise<Streamed>, curl: () => Promise<number>): Promise<Pair> {
  const first = round % 2 === 0 ? await curl() : undefined;
  const { took, grown } = await ours();
  return { hoist: took, grown, curl: first ?? (await curl()) };
}

const curl = (cloud: Served, ...args: readonly string[]): Promise<number> =>
  ran('curl', '-sS', '-f', '-H', `x-auth-token: ${cloud.api.token}`, ...args);

/** All three at once, each in a process of its own. */
const curlAndHash = (cloud: Served, url: string, file: string): Promise<number> => {
  const script = 'set -o pipefail; curl -sS -f -H "$1" "$2" | tee "$3" | sha512sum';
  return ran('bash', '-c', script, 'bash', `x-auth-token: ${cloud.api.token}`, url, file);
};

async function ran(command: string, ...args: readonly string[]): Promise<number> {
  const { status, out, wall } = await timed(command, args);
  if (status !== 0) throw new Error(`${command} ended ${status}: ${out}`);
  return wall * 1000;
}

const dataOf = (cloud: Served, id: string): string => cloud.api.url('image', `/v2/images/${id}/file`);

async function removeImages(cloud: Served): Promise<void> {
  const { images } = await cloud.api.get('image', '/v2/images?visibility=private');
  for (const { id } of images) {
    await fetch(cloud.api.url('image', `/v2/images/${id}`), {
      method: 'DELETE',
      headers: { 'x-auth-token': cloud.api.token },
    });
  }
}

interface Streamed {
  readonly took: number;
  readonly grown: number;
}
interface Streaming {
  say(words: string): Promise<Streamed>;
  close(): void;
}

async function openHoist(cloud: Served): Promise<Streaming> {
  const env = bareEnvironment({ ...onCloud(cloud), HOIST_IMAGES: cloud.data });
  const args = [join(import.meta.dirname, '../stream-process.ts')];
  const child = begin(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('pipes were asked for');
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done) throw new Error('the process that streams ended');
    return value;
  };
  await next();
  return {
    async say(words) {
      stdin.write(`${words}\n`);
      return JSON.parse(await next());
    },
    close: () => kill(child),
  };
}

/** Memory, where there is room for the five files: a disk would be what is measured, and everybody's load on it. */
function quickFolder(): string {
  const memory = '/dev/shm';
  const free = Number(/^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]) * 1024;
  try {
    const { bavail, bsize } = statfsSync(memory);
    return Math.min(free, bavail * bsize) > 8 * size ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** Random, so that no byte of it is a hole. */
function fill(file: string): void {
  const block = randomFillSync(Buffer.alloc(2 ** 24));
  const handle = openSync(file, 'w');
  for (let at = 0; at < size; at += block.length) writeSync(handle, block);
  closeSync(handle);
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file, { highWaterMark: 2 ** 20 })) hash.update(part);
  return hash.digest('hex');
}
