import { type Answer, Busy, choose, Failure, type Flavor, has, need, said, type Turn, verbatim } from '#kit';
import { chooseDisk, chooseImage, fromDisk, fromImage } from './boot-source.ts';
import { createMachine } from './create-machine.ts';
import type { CreateMachine } from './create-machine-input.ts';
import { loginFor } from './keypair.ts';
import { machineName } from './names.ts';
import { zoneFor } from './placement.ts';
import { machinePrices } from './price.ts';
import { ownedBy } from './stamp.ts';
import { toBe } from './things.ts';

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
}

/** `cheapest`: spot where the cloud has it and sells it for this flavor. */
export type Terms = 'spot' | 'on-demand' | 'cheapest';

/** So many ask in one moment without a name, and each gets one. */
const crowd = 10;

/** Two who ask in one moment are given the same made-up name: whoever comes second orders anew and gets the next one. */
export async function startMachine(turn: Turn, order: Order): Promise<Answer> {
  for (let nth = 1; ; nth++) {
    const wanted = await orderMachine(turn, order);
    try {
      return await turn.start(createMachine, wanted);
    } catch (error) {
      const [name] = toBe(wanted.cloud, 'machine', wanted.name);
      const taken = error instanceof Failure && error.cause instanceof Busy && error.cause.held.thing === name?.key;
      if (!taken || order.name !== undefined || nth === crowd) throw error;
    }
  }
}

/** Finds and checks everything that was asked for, before anything is made. */
async function orderMachine(turn: Turn, order: Order): Promise<CreateMachine> {
  const { cloud, signal } = turn;
  const asked = wordsOf(order);
  const { boot } = order;
  const [thing, flavor, name, login] = await Promise.all([
    'disk' in boot ? chooseDisk(turn, boot.disk, asked) : chooseImage(turn, boot.image, order.command, asked),
    chooseFlavor(turn, order.flavor, order.command, asked),
    machineName(turn, order.name, order.prefix),
    loginFor(cloud, signal),
  ]);
  const zone = await zoneFor(cloud, order.zone, signal, ...('usedBy' in thing ? [thing] : []));
  const wanted = { machine: name, zone, size: order.size, type: order.diskType };
  const [source, cost] = await Promise.all([
    'usedBy' in thing ? fromDisk(turn, thing, wanted) : fromImage(turn, thing, wanted),
    costOf(turn, flavor, zone, order.terms),
  ]);
  const address = order.address && has(cloud, 'addresses');
  return {
    ...ownedBy(turn),
    cloud: cloud.name,
    name,
    source,
    ...cost,
    flavor: {
      id: flavor.id,
      name: flavor.name,
      localDisk: flavor.localDisk,
      ...(flavor.gpu ? { gpu: flavor.gpu } : {}),
    },
    login,
    user: cloud.about.defaults.login,
    address,
    probe: address && has(cloud, 'guest'),
    command: order.command,
    asked: { ...asked, name },
    ...(zone === undefined ? {} : { zone }),
    ...(order.lasting === undefined ? {} : needed(turn.now + order.lasting, order.lasting)),
  };
}

async function chooseFlavor(
  turn: Turn,
  typed: string,
  command: string,
  asked: Readonly<Record<string, string>>,
): Promise<Flavor> {
  const { cloud, signal } = turn;
  return choose('flavor', await need(cloud, 'flavors').list(signal), typed, cloud.name, (flavor) => ({
    label: said(verbatim(flavor)),
    press: { command, args: { ...asked, flavor, cloud: cloud.name } },
  }));
}

/** The same order as words, to be said again with one of them changed. */
function wordsOf(order: Order): Record<string, string> {
  const words = {
    ...order.boot,
    flavor: order.flavor,
    name: order.name,
    size: order.size === undefined ? undefined : String(order.size),
    diskType: order.diskType,
    for: order.lasting === undefined ? undefined : `${Math.round(order.lasting / 60_000)}m`,
    ...(order.command === 'gpu start' ? termsAsWords(order) : {}),
  };
  return Object.fromEntries(
    Object.entries(words).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

const termsAsWords = ({ terms, address }: Order) => ({
  spot: terms === 'spot' ? 'true' : undefined,
  onDemand: terms === 'on-demand' ? 'true' : undefined,
  noFloatingIp: address ? undefined : 'true',
});

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
