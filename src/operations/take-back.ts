import { type Cloud, Failure, has, need, type Phrase, phrases, type Ref } from '#kit';

const say = phrases({
  en: {
    machine: (name: string) => `Machine ${name} is still there.`,
    disk: (name: string) => `Disk ${name} is still there.`,
    address: (ip: string) => `Address ${ip} is still there.`,
    busy: (name: string, word: string) => `Disk ${name} cannot be removed yet: ${word}.`,
  },
  ru: {
    machine: (name) => `Машина ${name} ещё не удалена.`,
    disk: (name) => `Диск ${name} ещё не удалён.`,
    address: (ip) => `Адрес ${ip} ещё не освобождён.`,
    busy: (name, word) => `Диск ${name} пока нельзя удалить: ${word}.`,
  },
  ko: {
    machine: (name) => `${name} 머신이 아직 남아 있습니다.`,
    disk: (name) => `${name} 디스크가 아직 남아 있습니다.`,
    address: (ip) => `${ip} 주소가 아직 남아 있습니다.`,
    busy: (name, word) => `${name} 디스크를 아직 삭제할 수 없습니다: ${word}.`,
  },
});

/** Takes the machine of this key away, and answers when it is gone: its disk can go only then. */
export async function takeBackMachine(cloud: Cloud, { key, signal }: Ref): Promise<void> {
  const machine = await cloud.find(key, signal);
  if (!machine) return;
  if (machine.state !== 'removing') await cloud.remove(machine.id, signal);
  if (await cloud.get(machine.id, signal)) throw settling((l) => say(l).machine(machine.name));
}

/** Takes the disk of this key away. A disk that is being made or let go of cannot be removed yet. */
export async function takeBackDisk(cloud: Cloud, { key, signal }: Ref): Promise<void> {
  const disks = need(cloud, 'disks');
  const disk = await disks.find(key, signal);
  if (!disk) return;
  if (disk.state === 'making' || disk.state === 'busy' || disk.state === 'used') {
    throw settling((l) => say(l).busy(disk.name, disk.word));
  }
  if (disk.state !== 'removing') await disks.remove(disk.id, signal);
  const left = await disks.get(disk.id, signal);
  if (left?.state === 'failed') throw new Failure('unavailable', (l) => say(l).busy(left.name, left.word));
  if (left) throw settling((l) => say(l).disk(left.name));
}

export async function takeBackAddress(cloud: Cloud, { key, signal }: Ref): Promise<void> {
  if (!has(cloud, 'addresses')) return;
  const addresses = need(cloud, 'addresses');
  const address = await addresses.find(key, signal);
  if (!address) return;
  await addresses.release(address.id, signal);
  // "Not found" may also mean "not allowed", and an address that nobody uses is paid for all the same.
  const left = await addresses.find(key, signal);
  if (left) throw new Failure('unavailable', (l) => say(l).address(left.ip));
}

/** The longest a machine takes to go, and a disk to be filled, which cannot go before. */
export const patience = { machine: 5 * 60_000, disk: 90 * 60_000 };

const settling = (words: Phrase): Failure => new Failure('conflict', words, { again: true, after: 3_000 });
