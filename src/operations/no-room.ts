import { type Cloud, Failure, type Flavor, has, type Next, need, phrases, said } from '#kit';
import type { CreateMachine } from './create-machine-input.ts';
import { flavorWords } from './machine-words.ts';
import { zonesOf } from './placement.ts';
import { hourly, priceOf } from './price.ts';

const say = phrases({
  en: {
    none: (what: string, where: string) => `No ${what} is free in ${where}.`,
    full: (what: string) => `No ${what} is free.`,
    cloudSaid: (words: string) => `The cloud said: ${words}`,
    zone: (zone: string) => `Try ${zone}`,
    instead: (what: string, price: string) => (price === '' ? `${what} instead` : `${what} instead · ${price}`),
    failed: (name: string, words: string) => `The cloud could not start ${name}: ${words}`,
    noWords: 'it gave no reason',
  },
  ru: {
    none: (what, where) => `В ${where} нет свободных: ${what}.`,
    full: (what) => `Нет свободных: ${what}.`,
    cloudSaid: (words) => `Ответ облака: ${words}`,
    zone: (zone) => `Попробовать в ${zone}`,
    instead: (what, price) => (price === '' ? `Взять ${what}` : `Взять ${what} · ${price}`),
    failed: (name, words) => `Облако не смогло запустить ${name}: ${words}`,
    noWords: 'причина не названа',
  },
  ko: {
    none: (what, where) => `${where}에 남은 자리가 없습니다: ${what}.`,
    full: (what) => `남은 자리가 없습니다: ${what}.`,
    cloudSaid: (words) => `클라우드의 응답: ${words}`,
    zone: (zone) => `${zone}에서 시도`,
    instead: (what, price) => (price === '' ? `대신 ${what}` : `대신 ${what} · ${price}`),
    failed: (name, words) => `클라우드가 ${name} 머신을 시작하지 못했습니다: ${words}`,
    noWords: '이유를 알려 주지 않았습니다',
  },
});

/** Does it, and where the cloud has no room, adds what there may be room for. */
export async function orNextBest<T>(
  cloud: Cloud,
  input: CreateMachine,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'no-capacity') throw error;
    throw await noRoom(cloud, input, error.message, signal);
  }
}

/** Why a machine went into failure while it was being built, as the cloud told it. */
export async function fellOver(cloud: Cloud, input: CreateMachine, fault: string | undefined, signal: AbortSignal) {
  if (fault !== undefined && /no valid host/i.test(fault)) return noRoom(cloud, input, fault, signal);
  return new Failure('unavailable', (l) => say(l).failed(input.name, fault ?? say(l).noWords), { again: false });
}

async function noRoom(cloud: Cloud, input: CreateMachine, words: string, signal: AbortSignal): Promise<Failure> {
  const what = input.flavor.gpu?.model ?? input.flavor.name;
  const { zone } = input;
  return new Failure('no-capacity', (l) => (zone === undefined ? say(l).full(what) : say(l).none(what, zone)), {
    hint: (l) => say(l).cloudSaid(words),
    next: [...(await otherZones(cloud, input, signal)), ...(await otherFlavors(cloud, input, signal))],
  });
}

// A disk stays in its zone, so only a start from an image can move.
async function otherZones(cloud: Cloud, input: CreateMachine, signal: AbortSignal): Promise<readonly Next[]> {
  if (input.source.from === 'disk' || input.zone === undefined) return [];
  const zones = (await zonesOf(cloud, signal)).filter((zone) => zone !== input.zone);
  return zones.slice(0, 2).map((zone) => press(input, { zone }, (l) => say(l).zone(zone)));
}

/** The two flavors nearest in price, of another card for one with a card. */
async function otherFlavors(cloud: Cloud, input: CreateMachine, signal: AbortSignal): Promise<readonly Next[]> {
  if (!has(cloud, 'flavors')) return [];
  const offered = (await need(cloud, 'flavors').list(signal)).filter((flavor) => likely(flavor, input));
  const priced = await Promise.all(
    offered.map(async (flavor) => {
      const price = await priceOf(cloud, { kind: 'machine', flavor, zone: input.zone, spot: input.spot }, signal);
      return { flavor, price };
    }),
  );
  const wanted = input.price?.perHour ?? 0;
  const far = (one: (typeof priced)[number]) => Math.abs((one.price?.perHour ?? Number.MAX_VALUE) - wanted);
  const seen = new Set<string>();
  return priced
    .sort((a, b) => far(a) - far(b))
    .filter(({ flavor }) => !seen.has(kindOf(flavor)) && seen.add(kindOf(flavor)))
    .slice(0, 2)
    .map(({ flavor, price }) =>
      press(input, { flavor: flavor.id }, (l) =>
        say(l).instead(flavor.gpu?.model ?? flavorWords(flavor), price ? hourly(price, l) : ''),
      ),
    );
}

const kindOf = (flavor: Flavor): string => flavor.gpu?.model ?? flavor.name;

const likely = (flavor: Flavor, { flavor: tried }: CreateMachine): boolean =>
  !flavor.deprecated &&
  flavor.id !== tried.id &&
  flavor.localDisk === 0 &&
  (flavor.gpu === undefined) === (tried.gpu === undefined) &&
  (flavor.gpu === undefined || flavor.gpu.model !== tried.gpu?.model);

const press = (
  input: CreateMachine,
  change: Readonly<Record<string, string>>,
  label: Parameters<typeof said>[0],
): Next => ({
  label: said(label),
  press: { command: input.command, args: { ...input.asked, ...change, cloud: input.cloud } },
});
