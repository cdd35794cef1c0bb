import type { Thing } from './model.ts';

/** What Neutron's things begin with. */
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
