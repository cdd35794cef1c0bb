import { type Disk, Failure, type Machine, need, phrases, said, type Turn } from '#kit';
import { refuseTaken } from './image-choice.ts';
import { fileToWrite } from './image-file.ts';
import { machineStates } from './machine-states.ts';
import { freshName } from './names.ts';
import { addressesOf } from './order-removal.ts';
import { planCleanup } from './plan-cleanup.ts';
import { priceOf } from './price.ts';
import type { SaveMachine } from './save-machine-input.ts';
import { ownedBy } from './stamp.ts';

const say = phrases({
  en: {
    noDisk: (machine: string) => `${machine} has no disk that an image could be made of.`,
    local: 'It lives on the host itself, and only the cloud could copy that.',
    rests: (name: string, state: string) => `${name} is ${state}: its disk can be copied once the machine is back.`,
    unpark: 'Bring back',
  },
  ru: {
    noDisk: (machine) => `У ${machine} нет диска, из которого можно сделать образ.`,
    local: 'Она живёт на самом хосте, и скопировать её может только облако.',
    rests: (name, state) => `${name} ${state}: скопировать её диск можно, когда машина вернётся.`,
    unpark: 'Вернуть',
  },
  ko: {
    noDisk: (machine) => `${machine}에는 이미지로 만들 디스크가 없습니다.`,
    local: '호스트 자체에 저장되어 있어 클라우드만 복사할 수 있습니다.',
    rests: (name, state) => `${name}: ${state}. 머신을 다시 켠 뒤에 디스크를 복사할 수 있습니다.`,
    unpark: '다시 켜기',
  },
});

export interface SaveOrder {
  readonly name: string | undefined;
  readonly download: boolean;
  readonly output: string | undefined;
  readonly quiet: boolean;
  readonly cleanup: boolean;
  readonly keepIp: boolean;
  readonly force: boolean;
}

/** Finds and checks everything a save needs, before anything is made. */
export async function orderSave(turn: Turn, machine: Machine, order: SaveOrder): Promise<SaveMachine> {
  const { cloud, signal } = turn;
  refuseResting(cloud.name, machine);
  const disk = await bootDisk(turn, machine);
  const name = order.name ?? freshName(machine.name, turn.now, await imageNames(turn));
  // A save never takes another image's place: what it replaces could be all that is left of something.
  await refuseTaken(turn, name);
  const args = { machine: machine.id, name, ...wordsOf(order) };
  const file = order.download
    ? await fileToWrite(turn, { name, format: 'raw' }, order.output, { command: 'gpu save', args, force: order.force })
    : undefined;
  const price = await priceOf(cloud, { kind: 'image', bytes: disk.size * 1024 ** 3 }, signal);
  const running = machine.state === 'on';
  const release = !order.keepIp;
  const saved = { image: name, file: file?.file, release };
  return {
    ...ownedBy(turn),
    cloud: cloud.name,
    name,
    format: 'raw',
    minDisk: disk.size,
    machine: machine.id,
    machineName: machine.name,
    disk: { id: disk.id, name: disk.name },
    running,
    // What is written after the image was made would go with the disk.
    quiet: order.quiet || order.cleanup,
    over: file?.over ?? false,
    ...(file ? { file: file.file } : {}),
    release,
    ...(order.cleanup
      ? {
          cleanup: await planCleanup(cloud, machine, disk, saved, signal),
          ips: await addressesOf(cloud, machine.id, signal),
        }
      : {}),
    ...(price ? { price } : {}),
  };
}

/** The cloud keeps the disk for the machine, and copies none that is kept. */
function refuseResting(cloud: string, { id, name, state }: Machine): void {
  if (state !== 'parked' && state !== 'interrupted') return;
  throw new Failure('conflict', (l) => say(l).rests(name, machineStates(l)[state]), {
    next: [{ label: said((l) => say(l).unpark), press: { command: 'gpu unpark', args: { machine: id, cloud } } }],
  });
}

async function bootDisk({ cloud, signal }: Turn, machine: Machine): Promise<Disk> {
  const held = await Promise.all(machine.disks.map((id) => need(cloud, 'disks').get(id, signal)));
  const disk = held.find((each) => each?.bootable);
  if (disk) return disk;
  throw new Failure('unsupported', (l) => say(l).noDisk(machine.name), { hint: (l) => say(l).local });
}

const imageNames = async ({ cloud, signal }: Turn): Promise<ReadonlySet<string>> =>
  new Set((await cloud.images(signal)).map(({ name }) => name));

const wordsOf = ({ download, output, quiet, cleanup, keepIp }: SaveOrder): Record<string, string> => ({
  ...(download ? { download: 'true' } : {}),
  ...(output === undefined ? {} : { output }),
  ...(quiet ? { quiet: 'true' } : {}),
  ...(cleanup ? { cleanup: 'true' } : {}),
  ...(keepIp ? { keepIp: 'true' } : {}),
});
