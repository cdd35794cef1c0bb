// The brands are optional so that a parsed string can be given as an id; one id is never taken for another.
export type MachineId = string & { readonly is?: 'machine' };
export type ImageId = string & { readonly is?: 'image' };
export type DiskId = string & { readonly is?: 'disk' };
export type FlavorId = string & { readonly is?: 'flavor' };
export type AddressId = string & { readonly is?: 'address' };
/** Names one wish. What is made for it carries the key, so it can be found again and never made twice. */
export type Key = string & { readonly is?: 'key' };

/** Who made it and for what: stamped on everything Hoist makes, so that losing the bot's own store orphans nothing. */
export interface Stamp {
  readonly owner: string;
  readonly operation: string;
  readonly channel?: string;
  readonly key: Key;
  /** When it may go, as an ISO time. */
  readonly lease?: string;
}

/** Nobody disturbs the machine while it holds. Kept on the machine itself, so that no store of ours can lose it. */
export interface Lock {
  /** Whose it is: a person's id. Empty where somebody wrote it by hand, past Hoist. */
  readonly by: string;
  /** For reading only. */
  readonly name: string;
  readonly reason: string;
  /** ISO times; without `until` it holds until somebody takes it off. */
  readonly at?: string;
  readonly until?: string;
}

/** So many characters of a reason fit on every platform. */
export const longestReason = 200;

export type MachineState = 'building' | 'on' | 'off' | 'parked' | 'interrupted' | 'removing' | 'failed' | 'unknown';

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
  readonly lock?: Lock;
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

export interface Address {
  readonly id: AddressId;
  readonly ip: string;
  readonly machine?: MachineId;
  readonly createdAt?: string;
  readonly stamp?: Stamp;
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

export interface PublicKey {
  readonly name: string;
  readonly fingerprint: string;
  /** What follows the key in its line: nothing else can tell who put it there. */
  readonly comment?: string;
}

/** Money for one hour of something. `estimate` where it comes from a table and not from the seller today. */
export interface Price {
  readonly perHour: number;
  readonly currency: string;
  readonly estimate: boolean;
}
