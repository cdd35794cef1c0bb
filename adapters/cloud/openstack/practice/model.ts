import type { Due } from './due.ts';

/** What the practice cloud remembers. Wire shapes are made from these when somebody asks. */

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

/** What is known of stored bytes, whoever uses them. */
export interface Bytes {
  readonly id: string;
  readonly size: number;
  readonly virtualSize: number;
  readonly checksum: string;
  readonly hash: string;
}
