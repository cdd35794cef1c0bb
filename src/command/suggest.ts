import type { Choice } from '../chat.ts';
import { type Cloud, type Flavor, has, need } from '../cloud.ts';
import { type Locale, phrases } from '../phrases.ts';
import { ago } from '../view/ago.ts';
import { bytes, gigabytes } from '../view/quantities.ts';
import type { Suggest, SuggestAsk } from './args.ts';

const say = phrases({
  en: { cores: (count: number) => `${count} vCPU`, default: 'default' },
  ru: { cores: (count) => `${count} vCPU`, default: 'по умолчанию' },
  ko: { cores: (count) => `${count} vCPU`, default: '기본' },
});

interface Found {
  readonly name: string;
  /** Facts for the second line; what is empty is left out. */
  about(locale: Locale, now: number): readonly (string | undefined)[];
}

const most = 25;

/** Images that can be started from, newest first. */
export const imageNames: Suggest = suggesting('images', async (cloud, signal) => {
  const images = (await cloud.images(signal)).filter(({ state }) => state === 'ready');
  return newestFirst(images).map(({ name, bytes: size, createdAt }) => ({
    name,
    about: (l, now) => [size === undefined ? undefined : bytes(size, l), since(createdAt, l, now)],
  }));
});

/** Machines, newest first. */
export const machineNames: Suggest = suggesting('machines', async (cloud, signal) =>
  newestFirst(await Array.fromAsync(cloud.list(signal))).map((machine) => ({
    name: machine.name,
    about: (l, now) => [machine.word, machine.addresses[0]?.ip, since(machine.createdAt, l, now)],
  })),
);

/** Disks, newest first; `free` leaves out those in use. */
export const diskNames = ({ free = false }: { readonly free?: boolean } = {}): Suggest =>
  suggesting(free ? 'free disks' : 'disks', async (cloud, signal) => {
    if (!has(cloud, 'disks')) return [];
    const disks = await Array.fromAsync(need(cloud, 'disks').list(signal));
    return newestFirst(disks.filter(({ state }) => !free || state === 'free')).map((disk) => ({
      name: disk.name,
      about: (l, now) => [gigabytes(disk.size, l), disk.word, since(disk.createdAt, l, now)],
    }));
  });

export const diskTypeNames: Suggest = suggesting('disk types', async (cloud, signal) => {
  if (!has(cloud, 'disks')) return [];
  const types = await need(cloud, 'disks').types(signal);
  return types.map((type) => ({
    name: type.name,
    about: (l) => [type.about, type.default ? say(l).default : undefined],
  }));
});

/** Sizes of machines; `gpu` says whether they have a GPU, and where nothing is said both are named, GPUs first. */
export const flavorNames = ({ gpu }: { readonly gpu?: boolean } = {}): Suggest =>
  suggesting(`flavors ${gpu ?? 'all'}`, async (cloud, signal) => {
    if (!has(cloud, 'flavors')) return [];
    const flavors = await need(cloud, 'flavors').list(signal);
    return flavors
      .filter((flavor) => !flavor.deprecated && (gpu === undefined || (flavor.gpu !== undefined) === gpu))
      .toSorted((a, b) => Number(b.gpu !== undefined) - Number(a.gpu !== undefined))
      .map((flavor) => ({ name: flavor.name, about: (l) => sizeOf(flavor, l) }));
  });

/** Where things are known to be, and where they are made when nobody says where. */
export const zoneNames: Suggest = suggesting('zones', async (cloud, signal) => {
  const machines = await Array.fromAsync(cloud.list(signal));
  const types = has(cloud, 'disks') ? await need(cloud, 'disks').types(signal) : [];
  const zones = [cloud.about.zone, ...types.map(({ zone }) => zone), ...machines.map(({ zone }) => zone)];
  return [...new Set(zones.filter((zone) => zone !== undefined))].map((name) => ({ name, about: () => [] }));
});

/** One of the above: loaded at most once in a few seconds for each cloud; a cloud that fails suggests nothing. */
function suggesting(what: string, load: (cloud: Cloud, signal: AbortSignal) => Promise<readonly Found[]>): Suggest {
  return async (typed: string, ask: SuggestAsk): Promise<readonly Choice[]> => {
    try {
      const cloud = await ask.cloud();
      const found = await heeding(
        ask.signal,
        ask.lately(`${what} of ${cloud.name}`, (signal) => load(cloud, signal)),
      );
      return fitting(found, typed)
        .slice(0, most)
        .map(({ name, about }) => {
          const text = about(ask.locale, ask.now).filter(Boolean).join(', ');
          return text === '' ? { value: name } : { value: name, about: text };
        });
    } catch {
      return [];
    }
  };
}

/** The load goes on for others; this asker need not wait for it. */
function heeding<T>(signal: AbortSignal, load: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    load.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** Names that begin like it, then names that hold it. */
function fitting(found: readonly Found[], typed: string): readonly Found[] {
  const wanted = typed.trim().toLowerCase();
  const begins = found.filter(({ name }) => name.toLowerCase().startsWith(wanted));
  const holds = found.filter(
    ({ name }) => !begins.some((each) => each.name === name) && name.toLowerCase().includes(wanted),
  );
  return [...begins, ...holds];
}

const newestFirst = <T extends { readonly createdAt?: string }>(items: readonly T[]): readonly T[] =>
  items.toSorted((a, b) => (b.createdAt ?? '').localeCompare(a.createdAt ?? ''));

const since = (createdAt: string | undefined, locale: Locale, now: number): string | undefined =>
  createdAt === undefined || Number.isNaN(Date.parse(createdAt)) ? undefined : ago(Date.parse(createdAt), now, locale);

const sizeOf = ({ gpu, cores, memory }: Flavor, locale: Locale): readonly (string | undefined)[] => [
  gpu && (gpu.count > 1 ? `${gpu.count} × ${gpu.model}` : gpu.model),
  say(locale).cores(cores),
  bytes(memory * 1024 ** 2, locale),
];
