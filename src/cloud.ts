import type { z } from 'zod';
import type {
  Addresses,
  Disks,
  Flavors,
  Guest,
  ImageStore,
  Keys,
  Marks,
  Networks,
  Parking,
  Prices,
  Spot,
} from './cloud-facets.ts';
import type { Image, Key, Machine, MachineId, MachineSpec } from './cloud-things.ts';
import { Failure } from './failure.ts';
import type { Phrase } from './phrases.ts';

export interface Cloud {
  readonly name: string;
  readonly about: About;
  /** Answers when the cloud accepted; looks for `key` first, so the same key makes one machine. */
  create(spec: MachineSpec, key: Key, signal: AbortSignal): Promise<Machine>;
  find(key: Key, signal: AbortSignal): Promise<Machine | undefined>;
  get(id: MachineId, signal: AbortSignal): Promise<Machine | undefined>;
  list(signal: AbortSignal): AsyncIterable<Machine>;
  /** Gone already is fine. Answers when the cloud accepted: `get` says when it is gone. */
  remove(id: MachineId, signal: AbortSignal): Promise<void>;
  power(id: MachineId, to: Power, signal: AbortSignal): Promise<void>;
  images(signal: AbortSignal): Promise<readonly Image[]>;
  /** What works, what is missing and how to mend it: one finding a thing, for `/hoist doctor`. */
  check(signal: AbortSignal): Promise<readonly Finding[]>;
  readonly disks: Facet<Disks>;
  readonly addresses: Facet<Addresses>;
  readonly networks: Facet<Networks>;
  readonly imageStore: Facet<ImageStore>;
  readonly flavors: Facet<Flavors>;
  readonly keys: Facet<Keys>;
  readonly prices: Facet<Prices>;
  readonly marks: Facet<Marks>;
  readonly parking: Facet<Parking>;
  readonly spot: Facet<Spot>;
  readonly guest: Facet<Guest>;
  close(): Promise<void>;
}

/** A facet works, or says why it is not there. There is no third state. */
export type Facet<T extends object> = T | { readonly unsupported: Phrase };

export interface About {
  readonly kind: string;
  /** What the cloud calls the part of it that is ours, for rules about it. */
  readonly project?: string;
  /** Where things are made when nobody says where. */
  readonly zone: string | undefined;
  /** Defaults of this cloud, from its configuration. */
  readonly defaults: Defaults;
}

export interface Defaults {
  readonly gpuFlavor?: string;
  readonly setupFlavor?: string;
  readonly diskSize: number;
  readonly diskType?: string;
  readonly baseImage?: string;
  /** Does a new machine get a public address? */
  readonly address: boolean;
  /** Public keys that go into every machine, one OpenSSH line each. */
  readonly keyName?: string;
  readonly publicKey?: string;
  readonly login: string;
}

export type Power = 'on' | 'off' | 'restart';

export interface Finding {
  readonly what: Phrase;
  readonly ok: boolean;
  /** The exact line or click that mends it. */
  readonly mend?: Phrase;
}

/** How a kind of cloud is declared. `open` is called once for each configured cloud. */
export interface CloudAdapter<Config extends object> {
  readonly kind: string;
  /** Variables this kind reads, for `.env.example` and for the message that names what is missing. */
  readonly config: z.ZodType<Config>;
  /** The clouds of this kind that the environment switches on; an empty list when none. */
  configured(env: Env): Promise<readonly Configured[]>;
  open(config: Config, name: string): Promise<Cloud>;
}

export type Env = Readonly<Record<string, string | undefined>>;
export interface Configured {
  readonly name: string;
  /** Raw values to be checked by `config`. */
  readonly values: Readonly<Record<string, unknown>>;
}

export const defineCloud = <Config extends object>(adapter: CloudAdapter<Config>): CloudAdapter<Config> => adapter;

/** The facet, or the reason it is not there as a failure. */
export function need<K extends FacetName>(cloud: Cloud, facet: K): Extract<Cloud[K], Supported<K>> {
  const part = cloud[facet];
  if ('unsupported' in part) throw new Failure('unsupported', part.unsupported);
  // The check above leaves only the working half of the union, which a generic index cannot show.
  return part as Extract<Cloud[K], Supported<K>>;
}

export function has<K extends FacetName>(cloud: Cloud, facet: K): boolean {
  return !('unsupported' in cloud[facet]);
}

export const facetNames = [
  'disks',
  'addresses',
  'networks',
  'imageStore',
  'flavors',
  'keys',
  'prices',
  'marks',
  'parking',
  'spot',
  'guest',
] as const;
export type FacetName = (typeof facetNames)[number];
type Supported<K extends FacetName> = Exclude<Cloud[K], { readonly unsupported: Phrase }>;
