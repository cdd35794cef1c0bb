import type {
  Address,
  AddressId,
  Disk,
  DiskId,
  DiskSpec,
  DiskType,
  Flavor,
  Image,
  ImageId,
  ImageSpec,
  Key,
  Lock,
  MachineId,
  Price,
  PublicKey,
  Stamp,
} from './cloud-things.ts';

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

export interface Flavors {
  list(signal: AbortSignal): Promise<readonly Flavor[]>;
}

export interface Keys {
  get(name: string, signal: AbortSignal): Promise<PublicKey | undefined>;
  add(name: string, publicKey: string, signal: AbortSignal): Promise<void>;
  remove(name: string, signal: AbortSignal): Promise<void>;
  /** As this cloud writes it, of a local public key line. */
  fingerprint(publicKey: string): string;
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

/** What Hoist writes on things that are there. */
export interface Marks {
  /** Instead of the lock that may be on it. */
  lock(id: MachineId, lock: Lock, signal: AbortSignal): Promise<void>;
  /** Not locked is fine. */
  unlock(id: MachineId, signal: AbortSignal): Promise<void>;
  /** From now on its stamp names this owner; the rest of the stamp stays. What carries no stamp, or is gone, is left alone. */
  own(thing: Stamped, owner: string, signal: AbortSignal): Promise<void>;
}

export type Stamped = { readonly machine: MachineId } | { readonly disk: DiskId } | { readonly address: AddressId };

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
