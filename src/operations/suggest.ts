import {
  bytes,
  type Choice,
  type Cloud,
  gigabytes,
  has,
  type Image,
  type Locale,
  type MachineState,
  moment,
  need,
  type Suggest,
  type SuggestAsk,
} from '#kit';
import { flavorWords, gpuWords, ipOf } from './machine-words.ts';
import { machinesOf } from './names.ts';
import { zonesOf } from './placement.ts';
import { hourly, machinePrices } from './price.ts';

/** Ready images, newest first, with size and date. */
export const imageNames: Suggest = matching((ask) =>
  lately(ask, 'images', async (cloud, signal) => imageChoices(await cloud.images(signal), ask.locale)),
);

/** Disks that a machine could start from. */
export const freeDisks: Suggest = matching((ask) =>
  lately(ask, 'free disks', (cloud, signal) => freeDiskChoices(cloud, ask.locale, signal)),
);

export const flavorNames: Suggest = matching((ask) =>
  lately(ask, 'flavors', (cloud, signal) => flavorChoices(cloud, ask.locale, signal)),
);

/** Machines by name; those of the person who asks come first. */
export const machineNames: Suggest = matching((ask) =>
  lately(ask, `machines of ${ask.who.id}`, (cloud, signal) => machineChoices(cloud, ask.who.id, signal)),
);

export const zones: Suggest = matching((ask) =>
  lately(ask, 'zones', async (cloud, signal) => (await zonesOf(cloud, signal)).map((value) => ({ value }))),
);

export const diskTypes: Suggest = matching((ask) =>
  lately(ask, 'disk types', async (cloud, signal) =>
    has(cloud, 'disks') ? (await need(cloud, 'disks').types(signal)).map(({ name: value }) => ({ value })) : [],
  ),
);

export const imageChoices = (images: readonly Image[], locale: Locale): readonly Choice[] =>
  images
    .filter((image) => image.state === 'ready')
    .sort((a, b) => (b.createdAt ?? '').localeCompare(a.createdAt ?? ''))
    .map((image) => ({
      value: image.name,
      about: [
        ...(image.bytes === undefined ? [] : [bytes(image.bytes, locale)]),
        ...(image.createdAt === undefined ? [] : [moment(Date.parse(image.createdAt))]),
      ].join(', '),
    }));

export async function freeDiskChoices(cloud: Cloud, locale: Locale, signal: AbortSignal): Promise<readonly Choice[]> {
  if (!has(cloud, 'disks')) return [];
  const disks = await Array.fromAsync(need(cloud, 'disks').list(signal));
  return disks
    .filter((disk) => disk.state === 'free' && disk.bootable)
    .map((disk) => ({
      value: disk.name,
      about: [gigabytes(disk.size, locale), disk.zone ?? ''].filter(Boolean).join(', '),
    }));
}

/** Flavors on sale: those with a card first, cheapest first, with what an hour costs. */
export async function flavorChoices(cloud: Cloud, locale: Locale, signal: AbortSignal, cards?: boolean) {
  if (!has(cloud, 'flavors')) return [];
  const flavors = (await need(cloud, 'flavors').list(signal)).filter((flavor) => !flavor.deprecated);
  const priced = await Promise.all(
    flavors.map(async (flavor) => ({ flavor, price: await machinePrices(cloud, flavor, cloud.about.zone, signal) })),
  );
  const cost = ({ price }: (typeof priced)[number]) => (price.spot ?? price.onDemand)?.perHour ?? Number.MAX_VALUE;
  return priced
    .filter(({ flavor }) => cards === undefined || (flavor.gpu !== undefined) === cards)
    .sort((a, b) => Number(a.flavor.gpu === undefined) - Number(b.flavor.gpu === undefined) || cost(a) - cost(b))
    .map(({ flavor, price: { spot, onDemand } }) => ({
      value: flavor.name,
      about: [
        gpuWords(flavor.gpu),
        `${flavor.cores} CPU`,
        gigabytes(flavor.memory / 1024, locale),
        spot ? `spot ${hourly(spot, locale)}` : '',
        onDemand ? hourly(onDemand, locale) : '',
      ]
        .filter((word) => word !== '')
        .join(' · '),
    }));
}

export async function machineChoices(
  cloud: Cloud,
  mine: string,
  signal: AbortSignal,
  states?: readonly MachineState[],
): Promise<readonly Choice[]> {
  const machines = (await machinesOf(cloud, signal)).filter(
    ({ state }) => states?.includes(state) ?? state !== 'removing',
  );
  const once = (name: string) => machines.filter((machine) => machine.name === name).length === 1;
  return machines
    .sort((a, b) => Number(b.stamp?.owner === mine) - Number(a.stamp?.owner === mine) || a.name.localeCompare(b.name))
    .map((machine) => ({
      // Two of one name can only be told apart by id.
      value: once(machine.name) ? machine.name : machine.id,
      about: [
        ...(once(machine.name) ? [] : [machine.name]),
        ...(machine.flavor ? [flavorWords(machine.flavor)] : []),
        ipOf(machine, 'public') ?? ipOf(machine, 'private') ?? machine.word,
      ].join(' · '),
    }));
}

function matching(all: (ask: SuggestAsk) => Promise<readonly Choice[]>): Suggest {
  return async (typed, ask) => {
    const wanted = typed.toLowerCase();
    const choices = await all(ask);
    const begin = choices.filter(({ value }) => value.toLowerCase().startsWith(wanted));
    const hold = choices.filter((choice) => !begin.includes(choice) && choice.value.toLowerCase().includes(wanted));
    return [...begin, ...hold];
  };
}

async function lately<T>(ask: SuggestAsk, what: string, load: (cloud: Cloud, signal: AbortSignal) => Promise<T>) {
  const cloud = await ask.cloud();
  return ask.lately(`${cloud.name} ${what} ${ask.locale}`, (signal) => load(cloud, signal));
}
