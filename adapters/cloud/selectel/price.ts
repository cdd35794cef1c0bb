import type { Flavor, Priced } from '#kit';
import { anywhere, type PriceRow } from './price-rows.ts';

export type PriceBook = ReadonlyMap<string, number>;

export const bookOf = (rows: readonly PriceRow[]): PriceBook =>
  new Map(rows.map(({ resource, group, value }) => [`${resource}@${group}`, value]));

/** Roubles an hour; undefined where one of its parts has no price there, since half a sum is worse than none. */
export function roubles(thing: Priced, book: PriceBook, region: string | undefined): number | undefined {
  const kopecks = priced(thing, book, region);
  return kopecks === undefined ? undefined : kopecks / 100;
}

function priced(thing: Priced, book: PriceBook, region: string | undefined): number | undefined {
  switch (thing.kind) {
    case 'machine':
      return machine(thing.flavor, thing.zone, thing.spot, book);
    case 'disk': {
      const [kind = 'universal', inName] = thing.type?.split('.') ?? [];
      return times(find(book, `volume_gigabytes_${kind}`, thing.zone ?? inName), thing.size);
    }
    case 'image':
      return times(find(book, 'image_gigabytes', region), thing.bytes / 1024 ** 3);
    case 'address':
      return find(book, 'network_floatingips', region);
  }
}

/** Cores, memory and cards are charged apart; a spot machine has rows of its own for each. */
function machine(flavor: Flavor, zone: string | undefined, spot: boolean, book: PriceBook): number | undefined {
  const row = (resource: string) => find(book, spot ? `${resource}_preemptible` : resource, zone);
  const card = flavor.gpu ? cardOf(flavor.gpu.model) : 'none';
  // The largest cards come with cores and memory of a price of their own.
  const beside = (resource: string) => row(`${resource}_gpu_${card}`) ?? row(resource);
  return sum([
    times(beside('compute_cores'), flavor.cores),
    times(beside('compute_ram'), flavor.memory),
    flavor.gpu ? times(row(`compute_pci_gpu_${card}`), flavor.gpu.count) : 0,
    flavor.localDisk > 0 ? times(row('volume_gigabytes_local'), flavor.localDisk) : 0,
  ]);
}

/** The list's name of a card: `RTX 4090` is rtx4090, `RTX 6000 Ada` is 6000_ada, `A100-80` is a100_80. */
export function cardOf(model: string): string {
  const word = model
    .toLowerCase()
    .replace(/nvidia|geforce|tesla|quadro/g, '')
    .trim()
    .replace(/[-\s]+/g, '_');
  return word
    .replace(/^rtx_6000_ada$/, '6000_ada')
    .replace(/^(rtx|gtx)_?(\d+)_?(ti)?$/, '$1$2$3')
    .replace(/^rtx_(a\d+)$/, '$1')
    .replace(/^(a100_80)gb?$/, '$1');
}

const find = (book: PriceBook, resource: string, group: string | undefined) =>
  book.get(`${resource}@${group}`) ?? book.get(`${resource}@${anywhere}`);

const times = (price: number | undefined, count: number) => (price === undefined ? undefined : price * count);
const sum = (parts: readonly (number | undefined)[]) =>
  parts.reduce<number | undefined>(
    (all, part) => (all === undefined || part === undefined ? undefined : all + part),
    0,
  );
