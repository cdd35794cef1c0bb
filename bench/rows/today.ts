import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Served, serveCloud } from '../cloud.ts';
import { scratch } from '../leftovers.ts';
import { bareEnvironment, entry, onCloud, projectFolder } from '../product.ts';
import { atLeast, atMost, type Bench, median, missing, type Row, told } from '../row.ts';
import { has, type Timed, timed } from '../timed.ts';
import { ansibleHome } from '../today/ansible.ts';

/** One machine by a cold process: Hoist, and what people use today, one after the other on the same cloud. */
export default {
  name: 'today',
  async *measure() {
    const cloud = await serveCloud(likeTheLab);
    const ways = await waysOn(cloud);
    const runs = new Map<string, Timed[]>(Object.keys(ways).map((way) => [way, []]));
    // Once without counting: what everybody keeps on disk between runs (compiled files) is there then.
    await one('hoist', ways, cloud, 0);
    for (let round = 1; round <= rounds; round++)
      for (const way of Object.keys(ways)) runs.get(way)?.push(await one(way, ways, cloud, round));
    cloud.close();
    yield* rows(runs);
  },
} satisfies Bench;

const rounds = 3;
/** As measured on Nova with its fake driver: the times of the cloud, which every way has to wait for. */
const likeTheLab = { call: 25, volumeFromImage: 1_200, server: 2_000, address: 500, remove: 200 };
const order = { flavor: 'SL1.1-1024', type: 'universal.ru-7a', zone: 'ru-7a' };

type Ways = Readonly<Record<string, (machine: string) => Promise<Timed>>>;

/** Each way that can be gone on this machine. */
async function waysOn(cloud: Served): Promise<Ways> {
  const folder = scratch();
  const key = join(folder, 'key.pub');
  // Any key of the right form will do: nobody logs in.
  writeFileSync(
    key,
    `ssh-ed25519 ${Buffer.from('\0\0\0\x0bssh-ed25519\0\0\0 '.padEnd(51, 'k')).toString('base64')} b\n`,
  );
  const today = join(import.meta.dirname, '../today');
  const python = { ...bareEnvironment(cloud.env), HOME: folder };
  const hoist = (machine: string) => ({
    words: ['gpu', 'start', 'base-image', '--name', machine, '--flavor', order.flavor],
    // Away from the project, so that nobody's own .env is read.
    around: {
      cwd: folder,
      env: bareEnvironment({ ...onCloud(cloud), SSH_KEY_FILE: key, SSH_KEY_NAME: `${machine}-key` }),
    },
  });
  const ansible = (await has('ansible-playbook')) ? ansibleHome(folder) : undefined;
  const ways: Record<string, Ways[string]> = {
    hoist(machine) {
      const { words, around } = hoist(machine);
      return timed(process.execPath, entry('cli.ts', ...words), around);
    },
    npm(machine) {
      const { words, around } = hoist(machine);
      return timed('npm', ['--prefix', projectFolder, 'run', '-s', 'hoist', '--', ...words], around);
    },
  };
  if (ansible) {
    const args = [join(today, 'playbook.yml'), '-e', `public_key=${key}`, '-e', `disk_type=${order.type}`];
    const more = ['-e', `zone=${order.zone}`, '-e', `flavor=${order.flavor}`];
    const around = { cwd: folder, env: { ...python, ...ansible } };
    ways.ansible = (machine) => timed('ansible-playbook', [...args, ...more, '-e', `machine=${machine}`], around);
  }
  if (await has('openstack')) {
    const { flavor, type, zone } = order;
    const script = join(today, 'client.sh');
    ways.openstack = (machine) =>
      timed('bash', [script, machine, key, flavor, type, zone], { cwd: folder, env: python });
  }
  return ways;
}

/** A machine with an address and a key, or this run counts for nothing. */
async function one(way: string, ways: Ways, cloud: Served, round: number): Promise<Timed> {
  const machine = `bench-${way}-${round}`;
  const ran = await ways[way]?.(machine);
  const { servers } = await cloud.api.get('compute', `/servers/detail?name=${machine}`);
  const { keypairs } = await cloud.api.get('compute', '/os-keypairs');
  const address = JSON.stringify(servers[0]?.addresses ?? '').match(/203\.0\.113\.\d+/)?.[0];
  const same = servers[0]?.status === 'ACTIVE' && keypairs.length === 1 && address && ran?.out.includes(address);
  if (ran?.status !== 0 || !same)
    throw new Error(`${way} did not start a machine (exit ${ran?.status}): ${ran?.out.slice(-400)}`);
  await cloud.api.clear();
  return ran;
}

function* rows(runs: ReadonlyMap<string, readonly Timed[]>): Iterable<Row> {
  const [hoist, npm, ansible, client] = ['hoist', 'npm', 'ansible', 'openstack'].map((way) => runs.get(way) ?? []);
  yield* beside('ansible-playbook', hoist ?? [], ansible ?? [], true);
  yield* beside('openstack client', hoist ?? [], client ?? [], false);
  yield told('today: gpu start, cold process', spoken(hoist ?? []));
  yield told('today: the same through npm run', spoken(npm ?? []));
}

function* beside(what: string, ours: readonly Timed[], theirs: readonly Timed[], cpuCounts: boolean): Iterable<Row> {
  const wall = `today: wall, gpu start ÷ ${what}`;
  const cpu = `today: CPU, ${what} ÷ gpu start`;
  if (theirs.length === 0) {
    yield missing(wall, '< 1', `${what} is not installed here`);
    yield missing(cpu, cpuCounts ? '≥ 10' : '–', `${what} is not installed here`);
    return;
  }
  const ratio = (part: 'wall' | 'cpu') => median(ours.map((run, at) => run[part] / (theirs[at]?.[part] ?? Number.NaN)));
  const walls = `${seconds(ours, 'wall')} s, ${what} ${seconds(theirs, 'wall')} s`;
  yield { ...atMost(wall, ratio('wall'), 1, walls), goal: '< 1' };
  const cpus = `${seconds(ours, 'cpu')} s, ${what} ${seconds(theirs, 'cpu')} s`;
  const less = 1 / ratio('cpu');
  yield cpuCounts ? atLeast(cpu, less, 10, cpus) : told(cpu, `${less.toFixed(2)} (${cpus})`);
}

const seconds = (runs: readonly Timed[], part: 'wall' | 'cpu') => median(runs.map((run) => run[part])).toFixed(2);
const spoken = (runs: readonly Timed[]) => `${seconds(runs, 'wall')} s wall, ${seconds(runs, 'cpu')} s CPU`;
