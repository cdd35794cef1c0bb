import { type Cloud, type DiskId, Failure, type Key, type MachineId, type MachineSpec, need, phrases } from '#kit';
import type { CreateMachine } from './create-machine-input.ts';
import { ipOf } from './machine-words.ts';
import { fellOver } from './no-room.ts';
import { stampOf } from './stamp.ts';

const say = phrases({
  en: {
    failed: (name: string, words: string) => `The cloud could not make disk ${name}: ${words}`,
  },
  ru: { failed: (name, words) => `Облако не смогло создать диск ${name}: ${words}` },
  ko: { failed: (name, words) => `클라우드가 ${name} 디스크를 만들지 못했습니다: ${words}` },
});

type NewDisk = NonNullable<Extract<CreateMachine['source'], { from: 'image' }>['disk']>;

/** The disk that is made for the machine, where one is. */
export const newDisk = (source: CreateMachine['source']): NewDisk | undefined =>
  source.from === 'image' ? source.disk : undefined;

export async function makeDisk(cloud: Cloud, input: CreateMachine, disk: NewDisk, key: Key, signal: AbortSignal) {
  const spec = {
    name: disk.name,
    size: disk.size,
    image: input.source.id,
    stamp: stampOf(input, key),
    ...(disk.type === undefined ? {} : { type: disk.type }),
    ...(input.zone === undefined ? {} : { zone: input.zone }),
  };
  return (await need(cloud, 'disks').create(spec, key, signal)).id;
}

/** undefined while it is being filled. What was just made may not be found at once. */
export async function diskReady(cloud: Cloud, id: DiskId, signal: AbortSignal): Promise<true | undefined> {
  const disk = await need(cloud, 'disks').get(id, signal);
  if (disk?.state === 'failed') {
    throw new Failure('unavailable', (l) => say(l).failed(disk.name, disk.fault ?? disk.word), { again: false });
  }
  return disk?.state === 'free' ? true : undefined;
}

export function specOf(cloud: Cloud, input: CreateMachine, disk: DiskId | undefined, key: Key): MachineSpec {
  const { publicKey } = cloud.about.defaults;
  const { login } = input;
  return {
    name: input.name,
    boot: disk === undefined ? { image: input.source.id } : { disk },
    flavor: input.flavor.id,
    spot: input.spot,
    publicKeys: login.by === 'line' && publicKey !== undefined ? [publicKey] : [],
    stamp: stampOf(input, key),
    ...(input.zone === undefined ? {} : { zone: input.zone }),
    ...(login.by === 'key' ? { keyName: login.name } : {}),
  };
}

/** undefined while it is being built: a machine that is on without an address is not there yet. */
export async function machineReady(cloud: Cloud, input: CreateMachine, id: MachineId, signal: AbortSignal) {
  const machine = await cloud.get(id, signal);
  if (machine?.state === 'failed') throw await fellOver(cloud, input, machine.fault, signal);
  if (machine?.state !== 'on' || machine.addresses.length === 0) return undefined;
  const [ip, privateIp] = [ipOf(machine, 'public'), ipOf(machine, 'private')];
  return { ...(ip === undefined ? {} : { ip }), ...(privateIp === undefined ? {} : { privateIp }) };
}
