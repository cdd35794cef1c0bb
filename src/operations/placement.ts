import { type Cloud, choose, type Disk, Failure, has, nearest, need, phrases } from '#kit';

const say = phrases({
  en: {
    noZone: (zone: string, where: string) => `There is no zone "${zone}" in ${where}.`,
    zones: (names: string) => `Zones here: ${names}.`,
    elsewhere: (disk: string, has: string, wanted: string) => `Disk ${disk} is in zone ${has}, not in ${wanted}.`,
    apart: (type: string, zone: string) => `Disk type ${type} is not in zone ${zone}; machine and disk share one zone.`,
  },
  ru: {
    noZone: (zone, where) => `В ${where} нет зоны «${zone}».`,
    elsewhere: (disk, has, wanted) => `Диск ${disk} в зоне ${has}, а не в ${wanted}.`,
    zones: (names) => `Здесь есть зоны: ${names}.`,
    apart: (type, zone) => `Тип диска ${type} не из зоны ${zone}, а машина и диск живут в одной зоне.`,
  },
  ko: {
    noZone: (zone, where) => `${where}에 "${zone}" 영역이 없습니다.`,
    elsewhere: (disk, has, wanted) => `${disk} 디스크는 ${has} 영역에 있습니다. 지정한 영역: ${wanted}.`,
    zones: (names) => `사용할 수 있는 영역: ${names}.`,
    apart: (type, zone) => `${type} 디스크 유형은 ${zone} 영역에 없습니다. 머신과 디스크는 같은 영역에 있어야 합니다.`,
  },
});

/** Zones the cloud is known to have: its own, and those of its disk types. */
export async function zonesOf(cloud: Cloud, signal: AbortSignal): Promise<readonly string[]> {
  const types = has(cloud, 'disks') ? await need(cloud, 'disks').types(signal) : [];
  const zones = [cloud.about.zone, ...types.map((type) => type.zone)].filter((zone) => zone !== undefined);
  return [...new Set(zones)].sort();
}

/**
 * The zone said, where the cloud has it; else that of the disk to start from; else the cloud's own. A zone of another
 * region is none of these. Clouds that name the zones of disks differently let a disk be used in any of them.
 */
export async function zoneFor(cloud: Cloud, said: string | undefined, signal: AbortSignal, disk?: Disk) {
  if (said === undefined && disk?.zone === undefined) return cloud.about.zone;
  const zones = await zonesOf(cloud, signal);
  const bound = disk?.zone !== undefined && zones.includes(disk.zone) ? disk.zone : undefined;
  if (said === undefined) return bound ?? cloud.about.zone;
  if (zones.length > 0 && !zones.includes(said)) throw unknown(cloud, said, zones);
  if (disk && bound !== undefined && bound !== said) {
    throw new Failure('usage', (l) => say(l).elsewhere(disk.name, bound, said));
  }
  return said;
}

/** The full name of the disk type, from its short or full form; undefined leaves it to the cloud. */
export async function diskTypeFor(
  cloud: Cloud,
  typed: string | undefined,
  zone: string | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  const wanted = typed ?? cloud.about.defaults.diskType;
  if (wanted === undefined) return undefined;
  const disks = need(cloud, 'disks');
  const types = await disks.types(signal);
  const full = types.some((type) => type.name === wanted) ? wanted : disks.typeName(wanted, zone);
  const named = types.map((type) => ({ ...type, id: type.name }));
  const type = choose('disk type', named, full, cloud.name);
  if (zone !== undefined && type.zone !== undefined && type.zone !== zone) {
    throw new Failure('usage', (l) => say(l).apart(type.name, zone));
  }
  return type.name;
}

function unknown(cloud: Cloud, said: string, zones: readonly string[]): Failure {
  const [near] = nearest(said, zones);
  const named = near === undefined ? zones : [near, ...zones.filter((zone) => zone !== near)];
  return new Failure('not-found', (l) => say(l).noZone(said, cloud.name), {
    hint: (l) => say(l).zones(named.join(', ')),
  });
}
