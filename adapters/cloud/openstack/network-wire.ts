import { z } from 'zod';
import type { Key } from '#kit';
import type { Api } from './api.ts';
import { all, pages } from './pager.ts';
import { marked } from './stamp.ts';

export const network = z.object({
  id: z.string(),
  name: z.string().nullish(),
  description: z.string().nullish(),
  'router:external': z.boolean().nullish(),
});
export const subnet = z.object({
  id: z.string(),
  name: z.string().nullish(),
  description: z.string().nullish(),
  cidr: z.string().nullish(),
  ip_version: z.number().nullish(),
  gateway_ip: z.string().nullish(),
});
export const router = z.object({
  id: z.string(),
  name: z.string().nullish(),
  description: z.string().nullish(),
  external_gateway_info: z.object({ network_id: z.string().nullish() }).nullish(),
});
export const port = z.object({
  id: z.string(),
  description: z.string().nullish(),
  device_id: z.string().nullish(),
  fixed_ips: z.array(z.object({ subnet_id: z.string().nullish(), ip_address: z.string().nullish() })).nullish(),
});
export const group = z.object({ id: z.string(), name: z.string().nullish(), description: z.string().nullish() });
export const rule = z.object({
  id: z.string(),
  description: z.string().nullish(),
  direction: z.string().nullish(),
  protocol: z.union([z.string(), z.number()]).nullish(),
  ethertype: z.string().nullish(),
  port_range_min: z.number().nullish(),
  port_range_max: z.number().nullish(),
  remote_ip_prefix: z.string().nullish(),
  remote_group_id: z.string().nullish(),
});
export type Network = z.infer<typeof network>;
export type Subnet = z.infer<typeof subnet>;
export type Router = z.infer<typeof router>;
export type Port = z.infer<typeof port>;
export type Rule = z.infer<typeof rule>;

const kinds = {
  network: ['networks', network],
  subnet: ['subnets', subnet],
  router: ['routers', router],
  port: ['ports', port],
  security_group: ['security_groups', group],
  security_group_rule: ['security_group_rules', rule],
} as const;
type Kind = keyof typeof kinds;
type Thing<K extends Kind> = z.output<(typeof kinds)[K][1]>;
type Filter = Readonly<Record<string, string>>;

/** Neutron names everything the same way: `/routers`, `{"router": …}`, `/routers/{id}`. */
export interface Neutron {
  list<K extends Kind>(kind: K, filter: Filter, signal: AbortSignal): Promise<readonly Thing<K>[]>;
  make<K extends Kind>(kind: K, body: object, signal: AbortSignal): Promise<Thing<K>>;
  /** Gone already is fine. */
  remove(kind: Kind, id: string, signal: AbortSignal): Promise<void>;
  /** Those whose description says they were made for the key. */
  madeFor<K extends Kind>(kind: K, key: Key, signal: AbortSignal): Promise<readonly Thing<K>[]>;
}

export function neutron(api: Api): Neutron {
  const path = (kind: Kind) => `/${kinds[kind][0].replaceAll('_', '-')}`;

  const list = async <K extends Kind>(kind: K, filter: Filter, signal: AbortSignal): Promise<readonly Thing<K>[]> => {
    const [collection, shape] = kinds[kind];
    const query = new URLSearchParams(filter).toString();
    const found = await all(
      pages(api, 'network', collection, query ? `${path(kind)}?${query}` : path(kind), shape, signal),
    );
    // Each kind is read by its own schema, which a lookup by a generic key cannot show.
    return found as readonly Thing<K>[];
  };

  return {
    list,
    async make(kind, body, signal) {
      const shape = z.object({ [kind]: kinds[kind][1] });
      const made = await api.read(
        'network',
        { method: 'POST', path: path(kind), json: { [kind]: body } },
        shape,
        signal,
      );
      // The schema above has exactly this key, and read throws where it is missing.
      return made[kind] as Thing<typeof kind>;
    },
    async remove(kind, id, signal) {
      await api.call(
        'network',
        { method: 'DELETE', path: `${path(kind)}/${encodeURIComponent(id)}`, fine: [404] },
        signal,
      );
    },
    async madeFor(kind, key, signal) {
      return (await list(kind, {}, signal)).filter(({ description }) => marked(description, key));
    },
  };
}
