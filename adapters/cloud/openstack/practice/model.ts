/** What the practice cloud remembers. Wire shapes are made from these when somebody asks. */

/** The next thing that happens by itself, and when. Kept with the row, so a restart goes on from here. */
export interface Due {
  readonly at: number;
  readonly to: Transition;
}
export type Transition =
  | 'volume-ready'
  | 'volume-failed'
  | 'volume-gone'
  | 'volume-extended'
  | 'volume-uploaded'
  | 'volume-detached'
  | 'volume-attached'
  | 'snapshot-ready'
  | 'snapshot-gone'
  | 'server-built'
  | 'server-failed'
  | 'server-gone'
  | 'server-powered'
  | 'server-shelved'
  | 'server-unshelved'
  | 'server-unshelve-failed'
  | 'address-up';

export interface Thing {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly due?: Due | undefined;
}

export interface Token {
  readonly id: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly audit: string;
  readonly method: string;
  readonly scoped: boolean;
  readonly credential?: string | undefined;
}

export interface Credential {
  readonly id: string;
  readonly name: string;
  readonly secret: string;
  readonly description: string | null;
  readonly expiresAt: string | null;
}

export interface Flavor {
  readonly id: string;
  readonly name: string;
  readonly cores: number;
  readonly memory: number;
  readonly disk: number;
  readonly specs: Readonly<Record<string, string>>;
  readonly zones: readonly string[];
}

export interface VolumeType {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
}

export interface Attachment {
  readonly id: string;
  readonly server: string;
  readonly device: string;
  readonly at: number;
}

export interface Volume extends Thing {
  readonly status: string;
  readonly size: number;
  readonly zone: string;
  readonly type: string;
  readonly bootable: boolean;
  readonly description: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly snapshot: string | null;
  readonly source: string | null;
  readonly imageMetadata?: Readonly<Record<string, string>> | undefined;
  readonly attachments: readonly Attachment[];
  /** The server that holds it, whether attached yet or not. */
  readonly holder?: string | undefined;
  /** The bytes: the same ones as the image it was made from. */
  readonly blob?: string | undefined;
  readonly before?: string | undefined;
  readonly upload?: { readonly image: string; readonly blob: string } | undefined;
  readonly growTo?: number | undefined;
}

export interface Snapshot extends Thing {
  readonly status: string;
  readonly volume: string;
  readonly size: number;
  readonly description: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly blob?: string | undefined;
}

export interface Message {
  readonly id: string;
  readonly createdAt: number;
  readonly resource: string;
  readonly event: string;
  readonly words: string;
}

export interface Image extends Thing {
  readonly status: string;
  readonly visibility: string;
  readonly protected: boolean;
  readonly hidden: boolean;
  readonly diskFormat: string | null;
  readonly containerFormat: string | null;
  readonly minDisk: number;
  readonly minRam: number;
  readonly size: number | null;
  readonly virtualSize: number | null;
  readonly checksum: string | null;
  readonly hash: string | null;
  readonly owner: string;
  readonly tags: readonly string[];
  readonly properties: Readonly<Record<string, string>>;
  readonly blob?: string | undefined;
}

export interface ImageTask {
  readonly id: string;
  readonly image: string;
  readonly status: string;
  readonly message: string;
  readonly uri: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Keypair {
  readonly id: string;
  readonly serial: number;
  readonly name: string;
  readonly type: string;
  readonly publicKey: string;
  readonly fingerprint: string;
  readonly createdAt: number;
}

export interface ServerVolume {
  readonly id: string;
  readonly device: string;
  readonly deleteToo: boolean;
  readonly attachment: string;
  readonly mapping: string;
  readonly root: boolean;
}

export interface Action {
  readonly action: string;
  readonly request: string;
  readonly start: number;
  readonly updated: number;
  readonly message: string | null;
  readonly event?:
    | { readonly name: string; readonly finish: number | null; readonly result: string | null }
    | undefined;
}

export interface Server extends Thing {
  readonly status: string;
  readonly task: string | null;
  readonly state: string;
  readonly power: number;
  readonly zone: string;
  readonly placed: boolean;
  readonly flavor: Flavor;
  readonly image: string | null;
  readonly keyName: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  readonly description: string | null;
  readonly ports: readonly string[];
  readonly volumes: readonly ServerVolume[];
  readonly groups: readonly string[];
  readonly launchedAt: number | null;
  readonly locked: boolean;
  readonly fault?: { readonly message: string; readonly code: number; readonly created: number } | undefined;
  readonly actions: readonly Action[];
  readonly powerTo?: 'on' | 'off' | undefined;
}

export interface NetworkThing extends Thing {
  readonly description: string;
  readonly tags: readonly string[];
  readonly revision: number;
}
export interface Network extends NetworkThing {
  readonly external: boolean;
  readonly adminUp: boolean;
  readonly foreign: boolean;
}
export interface Pool {
  readonly start: string;
  readonly end: string;
}
export interface Subnet extends NetworkThing {
  readonly network: string;
  readonly cidr: string;
  readonly gateway: string | null;
  readonly pools: readonly Pool[];
  readonly dns: readonly string[];
  readonly dhcp: boolean;
}
export interface FixedIp {
  readonly subnet: string;
  readonly ip: string;
}
export interface Port extends NetworkThing {
  readonly network: string;
  readonly mac: string;
  readonly adminUp: boolean;
  readonly status: string;
  readonly device: string;
  readonly owner: string;
  readonly ips: readonly FixedIp[];
  readonly groups: readonly string[];
  /** Nova made it for a server and takes it away with the server. */
  readonly novas: boolean;
}
export interface Router extends NetworkThing {
  readonly adminUp: boolean;
  readonly gateway: { readonly network: string; readonly ips: readonly FixedIp[] } | null;
}
export interface FloatingIp extends NetworkThing {
  readonly network: string;
  readonly ip: string;
  readonly port: string | null;
  readonly fixed: string | null;
  readonly router: string | null;
  readonly status: string;
}
export interface SecurityGroup extends NetworkThing {
  readonly stateful: boolean;
}
export interface Rule extends NetworkThing {
  readonly group: string;
  readonly ethertype: string;
  readonly direction: string;
  readonly protocol: string | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly prefix: string | null;
  readonly remoteGroup: string | null;
  /** It came with its group; nobody described it. */
  readonly stock?: true;
}

/** What is known of stored bytes, whoever uses them. */
export interface Bytes {
  readonly id: string;
  readonly size: number;
  readonly virtualSize: number;
  readonly checksum: string;
  readonly hash: string;
}
