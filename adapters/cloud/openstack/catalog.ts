import { z } from 'zod';
import { Failure, phrases } from '#kit';

const say = phrases({
  en: {
    noService: (service: string, region: string) => `The cloud has no ${service} service in region ${region}.`,
    regions: (names: string) => `Regions of this cloud: ${names}.`,
    whichRegion: (names: string) => `The cloud has several regions (${names}), and OS_REGION_NAME does not say which.`,
    zoneRegion: (zone: string, region: string) => `Zone ${zone} is not in region ${region}.`,
    mendZone: (zone: string, region: string) =>
      `Set OS_REGION_NAME=${region} or another OS_AVAILABILITY_ZONE than ${zone}.`,
  },
  ru: {
    noService: (service, region) => `В регионе ${region} у облака нет сервиса ${service}.`,
    regions: (names) => `Регионы этого облака: ${names}.`,
    whichRegion: (names) => `У облака несколько регионов (${names}), а OS_REGION_NAME не говорит какой.`,
    zoneRegion: (zone, region) => `Зона ${zone} не относится к региону ${region}.`,
    mendZone: (zone, region) => `Задайте OS_REGION_NAME=${region} или другую OS_AVAILABILITY_ZONE вместо ${zone}.`,
  },
  ko: {
    noService: (service, region) => `${region} 리전에는 ${service} 서비스가 없습니다.`,
    regions: (names) => `이 클라우드의 리전: ${names}.`,
    whichRegion: (names) => `클라우드에 리전이 여러 개(${names}) 있는데 OS_REGION_NAME이 지정되지 않았습니다.`,
    zoneRegion: (zone, region) => `${zone} 영역은 ${region} 리전에 속하지 않습니다.`,
    mendZone: (zone, region) =>
      `OS_REGION_NAME=${region} 값을 설정하거나 OS_AVAILABILITY_ZONE을 ${zone} 대신 다른 값으로 바꾸세요.`,
  },
});

export const catalogEntry = z.object({
  type: z.string(),
  endpoints: z.array(
    z.object({
      interface: z.string(),
      url: z.string(),
      region: z.string().nullish(),
      region_id: z.string().nullish(),
    }),
  ),
});
export type CatalogEntry = z.infer<typeof catalogEntry>;

/** Those that nothing works without. */
export const services = ['compute', 'volume', 'image', 'network'] as const;
export type Service = (typeof services)[number];

// The official name first, then those that clouds really use.
const types: Readonly<Record<Service, readonly string[]>> = {
  compute: ['compute'],
  volume: ['block-storage', 'volumev3', 'block-store', 'volume'],
  image: ['image'],
  network: ['network', 'networking'],
};
// Catalogues give some services without the version their calls begin with.
const versions: Readonly<Partial<Record<Service, string>>> = { image: '/v2', network: '/v2.0' };

export interface Where {
  readonly region: string | undefined;
  readonly face: string;
}

/** The address all calls of a service begin with, without a slash at the end. */
export function endpoint(catalog: readonly CatalogEntry[], service: Service, { region, face }: Where): string {
  for (const type of types[service]) {
    const all = catalog.filter((entry) => entry.type === type).flatMap((entry) => entry.endpoints);
    const faced = all.filter((candidate) => candidate.interface === face);
    const here = region === undefined ? faced : faced.filter((candidate) => regionOf(candidate) === region);
    const [only, another] = here;
    if (region === undefined && another) throw severalRegions(catalog);
    if (only && URL.canParse(only.url)) return versioned(only.url, versions[service]);
  }
  const names = regionsOf(catalog).join(', ');
  throw new Failure('usage', (l) => say(l).noService(service, region ?? names), { hint: (l) => say(l).regions(names) });
}

export const regionsOf = (catalog: readonly CatalogEntry[]): readonly string[] => [
  ...new Set(catalog.flatMap((entry) => entry.endpoints.map(regionOf)).filter((name) => name !== undefined)),
];

/** A zone such as ru-7a tells its region by itself; a zone such as `nova` does not. */
export const regionOfZone = (zone: string): string | undefined => /^([a-z]+-\d+)[a-z]$/.exec(zone)?.[1];

/** Refuses a zone of another region, where both are named in a way that tells. */
export function agree(zone: string | undefined, region: string | undefined): void {
  const wanted = zone && regionOfZone(zone);
  if (!zone || !wanted || !region || wanted === region || !/^[a-z]+-\d+$/.test(region)) return;
  throw new Failure('usage', (l) => say(l).zoneRegion(zone, region), { hint: (l) => say(l).mendZone(zone, wanted) });
}

const regionOf = (candidate: CatalogEntry['endpoints'][number]) => candidate.region_id ?? candidate.region ?? undefined;

const versioned = (url: string, version: string | undefined) => {
  const plain = url.replace(/\/+$/, '');
  return version === undefined || plain.endsWith(version) ? plain : `${plain}${version}`;
};

function severalRegions(catalog: readonly CatalogEntry[]): Failure {
  return new Failure('usage', (l) => say(l).whichRegion(regionsOf(catalog).join(', ')));
}
