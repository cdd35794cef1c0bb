import {
  ageOf,
  type Cloud,
  Failure,
  flavorOf,
  gigabytes,
  has,
  type Machine,
  need,
  type Phrase,
  type Price,
  phrases,
  priceOfMachine,
  said,
  type Turn,
} from '#kit';
import { priceOf } from './price.ts';
import type { HeldDisk, RemoveMachine } from './remove-machine-input.ts';

const say = phrases({
  en: {
    machine: (name: string) => `machine ${name}`,
    address: (ip: string) => `address ${ip}`,
    disk: (name: string, size: string) => `disk ${name}, ${size}`,
    dying: (name: string, size: string) => `disk ${name}, ${size}: the cloud deletes it together with the machine`,
    local: (size: string) => `${size} on the host itself, with everything on them`,
    going: (name: string) => `${name} is being removed already.`,
  },
  ru: {
    machine: (name) => `машина ${name}`,
    address: (ip) => `адрес ${ip}`,
    disk: (name, size) => `диск ${name}, ${size}`,
    dying: (name, size) => `диск ${name}, ${size}: облако удалит его вместе с машиной`,
    local: (size) => `${size} на самом хосте вместе со всем записанным`,
    going: (name) => `${name} уже удаляется.`,
  },
  ko: {
    machine: (name) => `머신 ${name}`,
    address: (ip) => `주소 ${ip}`,
    disk: (name, size) => `디스크 ${name}, ${size}`,
    dying: (name, size) => `디스크 ${name}, ${size}: 클라우드가 머신과 함께 삭제합니다`,
    local: (size) => `호스트 자체의 ${size}와 그 안의 모든 내용`,
    going: (name) => `이미 삭제되는 중입니다: ${name}.`,
  },
});

/** What it takes to stop the machine: found before anything is taken away. */
export async function orderRemoval(turn: Turn, machine: Machine, release: boolean): Promise<RemoveMachine> {
  const { createdAt, name } = machine;
  if (machine.state === 'removing') throw new Failure('conflict', (l) => say(l).going(name));
  const order = await planMachineRemoval(turn.cloud, machine, release, turn.signal);
  return createdAt === undefined || rests(machine) ? order : { ...order, ran: ageOf(createdAt, turn.now) };
}

const rests = ({ state }: Machine): boolean => state === 'parked' || state === 'interrupted';

/** What goes with the machine, what stays and what that saves, as it is now. */
export async function planMachineRemoval(
  cloud: Cloud,
  machine: Machine,
  release: boolean,
  signal: AbortSignal,
): Promise<RemoveMachine> {
  const { id, name } = machine;
  const held = await disksOf(cloud, machine, signal);
  const dying = (disk: HeldDisk) => machine.dyingDisks?.includes(disk.id) ?? false;
  const [kept, died] = [held.filter((disk) => !dying(disk)), held.filter(dying)];
  const ips = await addressesOf(cloud, id, signal);
  const flavor = await flavorOf(cloud, machine, signal);
  const local = flavor?.localDisk ?? 0;
  const price = flavor && (await priceOfMachine(cloud, machine, flavor, signal));
  const ipPrice = release && ips.length > 0 ? await priceOf(cloud, { kind: 'address' }, signal) : undefined;
  const saves = sum([...(rests(machine) ? [] : [price]), ...ips.map(() => ipPrice), ...died.map((disk) => disk.price)]);
  const lines = (disks: readonly HeldDisk[], words: (disk: HeldDisk) => Phrase) =>
    disks.map((disk) => said(words(disk)));
  const released = ips.map((ip) => said((l) => say(l).address(ip)));
  return {
    cloud: cloud.name,
    machine: id,
    name,
    release,
    ips,
    kept,
    died,
    ask: died.length > 0 || local > 0,
    plan: {
      goes: [
        said((l) => say(l).machine(name)),
        ...(release ? released : []),
        ...lines(died, (disk) => (l) => say(l).dying(disk.name, gigabytes(disk.size, l))),
        ...(local > 0 ? [said((l) => say(l).local(gigabytes(local, l)))] : []),
      ],
      stays: [
        ...lines(kept, (disk) => (l) => say(l).disk(disk.name, gigabytes(disk.size, l))),
        ...(release ? [] : released),
      ],
      ...(saves ? { saves } : {}),
    },
    ...(price ? { price } : {}),
  };
}

export const addressesOf = async (cloud: Cloud, machine: string, signal: AbortSignal): Promise<string[]> =>
  has(cloud, 'addresses') ? (await need(cloud, 'addresses').of(machine, signal)).map(({ ip }) => ip) : [];

async function disksOf(cloud: Cloud, machine: Machine, signal: AbortSignal): Promise<readonly HeldDisk[]> {
  if (!has(cloud, 'disks')) return [];
  const disks = await Promise.all(machine.disks.map((id) => need(cloud, 'disks').get(id, signal)));
  return Promise.all(
    disks.flatMap((disk) =>
      disk
        ? [
            priceOf(cloud, { kind: 'disk', size: disk.size, type: disk.type, zone: disk.zone }, signal).then(
              (price) => ({
                id: disk.id,
                name: disk.name,
                size: disk.size,
                ...(price ? { price } : {}),
              }),
            ),
          ]
        : [],
    ),
  );
}

function sum(prices: readonly (Price | undefined)[]): Price | undefined {
  const known = prices.filter((price) => price !== undefined);
  const [first] = known;
  if (!first) return undefined;
  return {
    perHour: known.reduce((all, { perHour }) => all + perHour, 0),
    currency: first.currency,
    estimate: known.some(({ estimate }) => estimate),
  };
}
