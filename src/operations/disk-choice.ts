import {
  type Choice,
  type Cloud,
  choose,
  type Disk,
  gigabytes,
  has,
  type Next,
  need,
  type Suggest,
  said,
  type Turn,
  verbatim,
} from '#kit';
import { diskState } from './disk-words.ts';
import { machinesOf } from './names.ts';

/** Every disk, free ones first; two of one name are told apart by id. */
export const diskNames: Suggest = async (typed, ask) => {
  const cloud = await ask.cloud();
  if (!has(cloud, 'disks')) return [];
  const disks = await ask.lately(`${cloud.name} all disks`, (signal) =>
    Array.fromAsync(need(cloud, 'disks').list(signal)),
  );
  const wanted = typed.toLowerCase();
  const once = (name: string) => disks.filter((disk) => disk.name === name).length === 1;
  return disks
    .filter((disk) => disk.name.toLowerCase().includes(wanted) || disk.id.startsWith(wanted))
    .sort((a, b) => Number(a.state !== 'free') - Number(b.state !== 'free') || a.name.localeCompare(b.name))
    .map(
      (disk): Choice => ({
        value: once(disk.name) ? disk.name : disk.id,
        about: [
          ...(once(disk.name) ? [] : [disk.name]),
          gigabytes(disk.size, ask.locale),
          diskState(disk, ask.locale),
        ].join(' · '),
      }),
    );
};

/** Exactly the one disk that was meant; the nearest ones come back as `command` about them. */
export async function diskCalled(turn: Turn, typed: string, command: string): Promise<Disk> {
  const disks = await Array.fromAsync(need(turn.cloud, 'disks').list(turn.signal));
  return choose(
    'disk',
    disks,
    typed,
    turn.cloud.name,
    (name): Next => ({
      label: said(verbatim(name)),
      press: { command, args: { disk: name, cloud: turn.cloud.name } },
    }),
  );
}

/** Who holds the disk, by name where the machine can still be seen. */
export async function holderOf(
  { cloud, signal }: Pick<Turn, 'cloud' | 'signal'>,
  disk: Disk,
): Promise<string | undefined> {
  const [holder] = disk.usedBy;
  return holder === undefined ? undefined : ((await cloud.get(holder, signal))?.name ?? holder);
}

/** Names of machines by id, for whole lists of disks. */
export async function machineNamesById(cloud: Cloud, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  return new Map((await machinesOf(cloud, signal)).map(({ id, name }) => [id, name]));
}
