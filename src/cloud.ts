import type { z } from 'zod';
import { Failure } from './failure.ts';
import type { Phrase } from './phrases.ts';

// The brands are optional so that a parsed string can be given as an id; one id is never taken for another.
export type MachineId = string & { readonly is?: 'machine' };
export type ImageId = string & { readonly is?: 'image' };
export type DiskId = string & { readonly is?: 'disk' };
export type FlavorId = string & { readonly is?: 'flavor' };
export type AddressId = string & { readonly is?: 'address' };
/** Names one wish. What is made for it carries the key, so it can be found again and never made twice. */
export type Key = string & { readonly is?: 'key' };

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
  readonly parking: Facet<Parking>;
  readonly spot: Facet<Spot>;
  readonly guest: Facet<Guest>;
  close(): Promise<void>;
}

/** A facet works, or says why it is not there. There is no third state. */
export type Facet<T extends object> = T | { readonly unsupported: Phrase };

export interface About {
  readonly kind: string;
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
export type MachineState = 'building' | 'on' | 'off' | 'parked' | 'interrupted' | 'removing' | 'failed' | 'unknown';

/** Who made it and for what: stamped on everything Hoist makes, so that losing the bot's own store orphans nothing. */
export interface Stamp {
  readonly owner: string;
  readonly operation: string;
  readonly channel?: string;
  readonly key: Key;
  /** When it may go, as an ISO time. */
  readonly lease?: string;
}

export interface Machine {
  readonly id: MachineId;
  readonly name: string;
  readonly state: MachineState;
  /** The provider's own word for the state. */
  readonly word: string;
  /** The cloud is at work on it: the state is about to be another. */
  readonly changing?: true;
  readonly addresses: readonly { readonly ip: string; readonly kind: 'public' | 'private' }[];
  readonly disks: readonly DiskId[];
  /** Those of its disks that the cloud deletes together with it. */
  readonly dyingDisks?: readonly DiskId[];
  readonly spot: boolean;
  readonly flavor?: { readonly id?: FlavorId; readonly name: string; readonly gpu?: Gpu };
  readonly image?: string;
  readonly zone?: string;
  readonly createdAt?: string;
  readonly fault?: string;
  readonly stamp?: Stamp;
}

export interface MachineSpec {
  readonly name: string;
  /** From a disk that is there, or from an image on clouds that make the disk themselves. */
  readonly boot: { readonly disk: DiskId } | { readonly image: ImageId };
  readonly flavor: FlavorId;
  readonly zone?: string;
  readonly keyName?: string;
  readonly publicKeys: readonly string[];
  readonly spot: boolean;
  readonly stamp: Omit<Stamp, 'key'>;
}

export type ImageState = 'queued' | 'saving' | 'ready' | 'removing' | 'failed' | 'unknown';

export interface Image {
  readonly id: ImageId;
  readonly name: string;
  readonly state: ImageState;
  readonly word: string;
  readonly bytes?: number;
  /** GiB a disk needs at least: the larger of the stated minimum and the unpacked size. */
  readonly minDisk: number;
  readonly format?: string;
  readonly createdAt?: string;
  readonly hash?: { readonly algorithm: string; readonly value: string };
  readonly visibility: 'public' | 'private' | 'shared' | 'community';
  readonly protected: boolean;
  readonly stamp?: Stamp;
}

export type DiskState = 'making' | 'free' | 'used' | 'busy' | 'removing' | 'failed' | 'unknown';

export interface Disk {
  readonly id: DiskId;
  readonly name: string;
  readonly state: DiskState;
  readonly word: string;
  /** GiB */
  readonly size: number;
  readonly type?: string;
  readonly zone?: string;
  readonly bootable: boolean;
  readonly usedBy: readonly MachineId[];
  /** The name of the image it was made from. */
  readonly image?: string;
  readonly createdAt?: string;
  readonly fault?: string;
  readonly stamp?: Stamp;
}

export interface DiskSpec {
  readonly name: string;
  readonly size: number;
  readonly type?: string;
  readonly zone?: string;
  readonly image?: ImageId;
  readonly stamp: Omit<Stamp, 'key'>;
}

export interface DiskType {
  readonly name: string;
  readonly zone?: string;
  readonly about?: string;
  readonly default: boolean;
}

export interface Disks {
  create(spec: DiskSpec, key: Key, signal: AbortSignal): Promise<Disk>;
  find(key: Key, signal: AbortSignal): Promise<Disk | undefined>;
  get(id: DiskId, signal: AbortSignal): Promise<Disk | undefined>;
  list(signal: AbortSignal): AsyncIterable<Disk>;
  remove(id: DiskId, signal: AbortSignal): Promise<void>;
  types(signal: AbortSignal): Promise<readonly DiskType[]>;
  /** The full name of a type said in short: `universal` in zone ru-7a is `universal.ru-7a`. */
  typeName(short: string, zone: string | undefined): string;
}

export interface Address {
  readonly id: AddressId;
  readonly ip: string;
  readonly machine?: MachineId;
  readonly createdAt?: string;
  readonly stamp?: Stamp;
}

export interface Addresses {
  /** Takes a new public address and gives it to the machine, as one wish. */
  give(machine: MachineId, stamp: Omit<Stamp, 'key'>, key: Key, signal: AbortSignal): Promise<Address>;
  find(key: Key, signal: AbortSignal): Promise<Address | undefined>;
  of(machine: MachineId, signal: AbortSignal): Promise<readonly Address[]>;
  list(signal: AbortSignal): AsyncIterable<Address>;
  release(id: AddressId, signal: AbortSignal): Promise<void>;
}

export const networkParts = ['network', 'subnet', 'router', 'link', 'firewall', 'rules'] as const;
export type NetworkPart = (typeof networkParts)[number];

export interface Networks {
  /** What the machines' own network consists of here, in the order it is made. */
  readonly parts: readonly NetworkPart[];
  /** Makes the part unless it is there; `made` says which. */
  ensure(part: NetworkPart, key: Key, signal: AbortSignal): Promise<{ readonly name: string; readonly made: boolean }>;
  /** Takes away what was made for the key, and nothing else. */
  remove(part: NetworkPart, key: Key, signal: AbortSignal): Promise<void>;
  info(signal: AbortSignal): Promise<NetworkInfo>;
}

export interface NetworkInfo {
  /** undefined where the part is not there yet. */
  readonly parts: readonly { readonly part: NetworkPart; readonly name?: string; readonly detail?: string }[];
  readonly external?: string;
  readonly addresses: readonly Address[];
}

export interface ImageStore {
  find(key: Key, signal: AbortSignal): Promise<Image | undefined>;
  get(id: ImageId, signal: AbortSignal): Promise<Image | undefined>;
  remove(id: ImageId, signal: AbortSignal): Promise<void>;
  rename(id: ImageId, name: string, signal: AbortSignal): Promise<void>;
  fromDisk(
    spec: ImageSpec & { readonly disk: DiskId; readonly force: boolean },
    key: Key,
    signal: AbortSignal,
  ): Promise<Image>;
  fromUrl(spec: ImageSpec & { readonly url: string }, key: Key, signal: AbortSignal): Promise<Image>;
  /** The empty record that bytes are then sent into. */
  reserve(spec: ImageSpec, key: Key, signal: AbortSignal): Promise<Image>;
  send(id: ImageId, body: AsyncIterable<Uint8Array>, bytes: number, signal: AbortSignal): Promise<void>;
  /** From a byte onwards; `from` in the answer says where the bytes really begin. */
  fetch(
    id: ImageId,
    from: number,
    signal: AbortSignal,
  ): Promise<{ readonly from: number; readonly bytes: number; readonly body: AsyncIterable<Uint8Array> }>;
}

export interface ImageSpec {
  readonly name: string;
  readonly format: string;
  readonly minDisk?: number;
  readonly stamp: Omit<Stamp, 'key'>;
}

export interface Gpu {
  readonly model: string;
  readonly count: number;
}

export interface Flavor {
  readonly id: FlavorId;
  readonly name: string;
  readonly cores: number;
  /** MiB */
  readonly memory: number;
  /** GiB on the host itself; 0 boots from a disk of its own. */
  readonly localDisk: number;
  readonly gpu?: Gpu;
  readonly deprecated: boolean;
}

export interface Flavors {
  list(signal: AbortSignal): Promise<readonly Flavor[]>;
}

export interface PublicKey {
  readonly name: string;
  readonly fingerprint: string;
  /** What follows the key in its line: nothing else can tell who put it there. */
  readonly comment?: string;
}

export interface Keys {
  get(name: string, signal: AbortSignal): Promise<PublicKey | undefined>;
  add(name: string, publicKey: string, signal: AbortSignal): Promise<void>;
  remove(name: string, signal: AbortSignal): Promise<void>;
  /** As this cloud writes it, of a local public key line. */
  fingerprint(publicKey: string): string;
}

/** Money for one hour of something. `estimate` where it comes from a table and not from the seller today. */
export interface Price {
  readonly perHour: number;
  readonly currency: string;
  readonly estimate: boolean;
}

export type Priced =
  | { readonly kind: 'machine'; readonly flavor: Flavor; readonly zone: string | undefined; readonly spot: boolean }
  | {
      readonly kind: 'disk';
      readonly size: number;
      readonly type: string | undefined;
      readonly zone: string | undefined;
    }
  | { readonly kind: 'image'; readonly bytes: number }
  | { readonly kind: 'address' };

export interface Prices {
  /** undefined: nobody knows. */
  of(thing: Priced, signal: AbortSignal): Promise<Price | undefined>;
}

/** The only rest that saves money where a machine that is merely off is still charged. */
export interface Parking {
  park(id: MachineId, signal: AbortSignal): Promise<void>;
  unpark(id: MachineId, signal: AbortSignal): Promise<void>;
}

export interface Spot {
  /** Milliseconds after which such a machine is taken away at the latest. */
  readonly atMost: number;
}

export interface Guest {
  /** Does somebody answer on SSH there? */
  answers(ip: string, signal: AbortSignal): Promise<boolean>;
}

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

export type FacetName =
  | 'disks'
  | 'addresses'
  | 'networks'
  | 'imageStore'
  | 'flavors'
  | 'keys'
  | 'prices'
  | 'parking'
  | 'spot'
  | 'guest';
type Supported<K extends FacetName> = Exclude<Cloud[K], { readonly unsupported: Phrase }>;
