import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { scaled, startPractice } from '../../../adapters/cloud/openstack/practice/practice.ts';
import { reason } from './known.ts';
import { type Difference, differences, type Outcome, outcome, read, words } from './normal.ts';

/** One command on both clouds. */
export interface Compared {
  readonly said: string;
  readonly real: Outcome | undefined;
  readonly practice: Outcome;
  /** Differences nobody meant. */
  readonly wrong: readonly Difference[];
  /** Reasons of those that are meant. */
  readonly meant: readonly string[];
}

type Env = Readonly<Record<string, string | undefined>>;

/** The same commands on a practice cloud and on the cloud the environment leads to, when it leads to one. */
export async function compare(env: Env): Promise<readonly Compared[]> {
  const work = mkdtempSync(join(tmpdir(), 'openstack-client-'));
  try {
    const commands = await prepare(work);
    const practice = await onPractice((practiceEnv) => suite(commands, practiceEnv, env));
    const real = env.OS_AUTH_URL ? await suite(commands, env, env) : [];
    return practice.map((mine, n) => judge(mine, real[n]));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function onPractice<T>(act: (env: Env) => Promise<T>): Promise<T> {
  const practice = await startPractice({ timings: scaled(15) });
  try {
    return await act(practice.env);
  } finally {
    await practice.close();
  }
}

function judge(practice: Outcome, real: Outcome | undefined): Compared {
  if (!real) return { said: practice.said, real, practice, wrong: [], meant: [] };
  const all = [
    ...differences(real.code, practice.code, 'exit'),
    ...differences(read(real.out), read(practice.out), 'out'),
    ...differences(words(real.err), words(practice.err), 'err'),
  ];
  const judged = all.map((one) => ({ one, why: reason(practice.said, one) }));
  return {
    said: practice.said,
    real,
    practice,
    wrong: judged.filter(({ why }) => why === undefined).map(({ one }) => one),
    meant: [...new Set(judged.flatMap(({ why }) => (why === undefined ? [] : [why])))],
  };
}

/** The files the commands speak of. */
async function prepare(work: string): Promise<string> {
  const at = (name: string): string => join(work, name);
  await promisify(execFile)('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'osc', '-f', at('key')]);
  writeFileSync(at('not-a-key'), 'this is no key\n');
  writeFileSync(at('image'), randomBytes(65_536));
  const lines = readFileSync(join(import.meta.dirname, 'commands.txt'), 'utf8');
  const filled = lines
    .replaceAll('NOTAKEY', at('not-a-key'))
    .replaceAll('KEYFILE', at('key.pub'))
    .replaceAll('IMAGEFILE', at('image'))
    .replaceAll('SAVEDFILE', at('saved'));
  writeFileSync(at('commands'), filled);
  return at('commands');
}

async function suite(commands: string, cloud: Env, around: Env): Promise<readonly Outcome[]> {
  const own = Object.entries(cloud).filter(([name]) => name.startsWith('OS_'));
  const env = {
    PATH: around.PATH,
    HOME: around.HOME,
    LANG: 'C.UTF-8',
    ...Object.fromEntries(own),
  };
  // The client lives in the system's own Python, whatever else is in the path.
  const child = spawn('/usr/bin/python3', [join(import.meta.dirname, 'suite.py'), commands], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  let out = '';
  for await (const piece of child.stdout) out += String(piece);
  const code = await ended;
  if (code !== 0) throw new Error(`the suite stopped with ${code} after ${out.trim().split('\n').length} commands`);
  return out
    .trim()
    .split('\n')
    .map((line) => outcome.parse(JSON.parse(line)));
}
