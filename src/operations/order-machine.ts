import { choose, Failure, type Flavor, has, need, phrases, type Turn } from '#kit';
import { chooseDisk, chooseImage, fromDisk, fromImage } from './boot-source.ts';
import type { CreateMachine } from './create-machine-input.ts';
import { loginFor } from './keypair.ts';
import { machineName } from './names.ts';
import { zoneFor } from './placement.ts';
import { machinePrices } from './price.ts';
import { ownedBy } from './stamp.ts';

const say = phrases({
  en: {
    both: 'Either --disk or --image, not both: a disk already holds a system, an image makes a new disk.',
    terms: 'Either --spot or --on-demand, not both.',
  },
  ru: {
    both: 'Либо --disk, либо --image: на диске система уже есть, а образ создаёт новый диск.',
    terms: 'Либо --spot, либо --on-demand.',
  },
  ko: {
    both: '--disk와 --image 중 하나만 쓰세요. 디스크에는 이미 시스템이 있고, 이미지는 새 디스크를 만듭니다.',
    terms: '--spot과 --on-demand 중 하나만 쓰세요.',
  },
});

/** What a person asked for, as typed. */
export interface Order {
  readonly command: CreateMachine['command'];
  readonly boot: { readonly image: string } | { readonly disk: string };
  readonly flavor: string;
  readonly prefix: string;
  readonly name: string | undefined;
  readonly size: number | undefined;
  readonly diskType: string | undefined;
  readonly zone: string | undefined;
  readonly lasting: number | undefined;
  readonly terms: Terms;
  readonly address: boolean;
  readonly asked: Readonly<Record<string, string>>;
}

/** `cheapest`: spot where the cloud has it and sells it for this flavor. */
export type Terms = 'spot' | 'on-demand' | 'cheapest';

export function termsOf(spot: boolean, onDemand: boolean, otherwise: Terms): Terms {
  if (spot && onDemand) throw new Failure('usage', (l) => say(l).terms);
  return spot ? 'spot' : onDemand ? 'on-demand' : otherwise;
}

/** The image or the disk that was said; undefined when neither was. */
export function bootOf(image: string | undefined, disk: string | undefined): Order['boot'] | undefined {
  if (image !== undefined && disk !== undefined) throw new Failure('usage', (l) => say(l).both);
  if (disk !== undefined) return { disk };
  return image === undefined ? undefined : { image };
}

/** Finds and checks everything that was asked for, before anything is made. */
export async function orderMachine(turn: Turn, order: Order): Promise<CreateMachine> {
  const { cloud, signal } = turn;
  const disk = 'disk' in order.boot ? await chooseDisk(turn, order.boot.disk) : undefined;
  const zone = await zoneFor(cloud, order.zone ?? disk?.zone, signal);
  const flavor = await chooseFlavor(turn, order.flavor);
  const name = await machineName(turn, order.name, order.prefix);
  const wanted = { machine: name, zone, size: order.size, type: order.diskType };
  const source =
    'disk' in order.boot && disk
      ? await fromDisk(turn, disk, { ...wanted, zone: order.zone })
      : await fromImage(
          turn,
          await chooseImage(turn, 'image' in order.boot ? order.boot.image : '', order.command),
          wanted,
        );
  const address = order.address && has(cloud, 'addresses');
  return {
    ...ownedBy(turn),
    cloud: cloud.name,
    name,
    source,
    ...(await costOf(turn, flavor, zone, order.terms)),
    flavor: {
      id: flavor.id,
      name: flavor.name,
      localDisk: flavor.localDisk,
      ...(flavor.gpu ? { gpu: flavor.gpu } : {}),
    },
    login: await loginFor(cloud, signal),
    user: cloud.about.defaults.login,
    address,
    probe: address && has(cloud, 'guest'),
    command: order.command,
    asked: order.asked,
    ...(zone === undefined ? {} : { zone }),
    ...(order.lasting === undefined ? {} : needed(turn.now + order.lasting, order.lasting)),
  };
}

export async function chooseFlavor(turn: Turn, typed: string): Promise<Flavor> {
  return choose('flavor', await need(turn.cloud, 'flavors').list(turn.signal), typed, turn.cloud.name);
}

const needed = (at: number, lasting: number) => ({ until: { at, lasting }, lease: new Date(at).toISOString() });

async function costOf(turn: Turn, flavor: Flavor, zone: string | undefined, terms: Terms) {
  const prices = await machinePrices(turn.cloud, flavor, zone, turn.signal);
  const spot = terms === 'spot' || (terms === 'cheapest' && prices.spot !== undefined);
  const price = spot ? prices.spot : prices.onDemand;
  return {
    spot,
    // Where spot was asked for and is not there, this says why.
    ...(spot ? { spotAtMost: need(turn.cloud, 'spot').atMost } : {}),
    ...(price ? { price } : {}),
    ...(prices.onDemand ? { onDemand: prices.onDemand } : {}),
  };
}
