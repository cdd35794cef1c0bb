import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const programs = ['redis-server', 'valkey-server'] as const;
export type Program = (typeof programs)[number];

/** A server of our own with its data in a folder of its own, reached over a socket there. */
export interface Server {
  /** As REDIS_URL takes it. */
  readonly url: string;
  /** Where it keeps its files. */
  readonly folder: string;
  /** Commands as somebody at a keyboard would give them. */
  say(...words: readonly string[]): Promise<string>;
  /** As when the power goes. */
  kill(): Promise<void>;
  /** Stands still until it is told to go on. */
  freeze(): void;
  thaw(): void;
  /** Unless it runs. */
  start(): Promise<void>;
  /** Gone, with all it kept. */
  end(): Promise<void>;
}

/** The first of them that is here. */
export const installed = (): Program => programs.find(has) ?? 'redis-server';

export const has = (program: Program): boolean => spawnSync(program, ['--version']).status === 0;

/** Every write is on the disk before it is answered, so that nothing is lost by killing it. */
export const keeps = ['--appendonly', 'yes', '--appendfsync', 'always'] as const;

const settingsIn = (dir: string, more: readonly string[]) => [
  ...['--port', '0', '--unixsocket', join(dir, 's'), '--dir', dir, '--save', '', '--loglevel', 'warning'],
  ...['--maxmemory-policy', 'noeviction', ...more],
];

export async function startServer(program: Program, ...more: readonly string[]): Promise<Server> {
  const dir = mkdtempSync(join(tmpdir(), 'hoist-redis-'));
  const socket = join(dir, 's');
  let child: ChildProcess | undefined;
  const running = () => child?.exitCode === null && child.signalCode === null;
  const start = async () => {
    if (running()) return;
    child = spawn(program, settingsIn(dir, more), { stdio: ['ignore', 'ignore', 'inherit'] });
    while (!(await ready(socket))) {
      if (!running()) throw new Error(`${program} ended with ${child.exitCode}`);
    }
  };
  const kill = async () => {
    if (!child || !running()) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  // A run that breaks leaves nobody behind.
  const last = () => void child?.kill('SIGKILL');
  process.once('exit', last);
  await start();
  return {
    url: socket,
    folder: dir,
    say: (...words) => say(socket, words),
    start,
    kill,
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    async end() {
      process.off('exit', last);
      await kill();
      rmSync(dir, { recursive: true });
    },
  };
}

const ready = (socket: string): Promise<boolean> =>
  say(socket, ['PING']).then(
    (answer) => answer.startsWith('+PONG'),
    () => false,
  );

/** One command in the words of the protocol, and what comes back as it is. */
function say(socket: string, words: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const line = connect(socket);
    line.on('error', reject);
    line.on('data', (answer: Buffer) => {
      line.destroy();
      resolve(answer.toString());
    });
    const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
    line.write(`*${words.length}\r\n${parts.join('')}`);
  });
}
