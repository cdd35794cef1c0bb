import { z } from 'zod';
import { type Address, type Addresses, Failure, type Key, phrases } from '#kit';
import type { Context } from './context.ts';
import { externalId } from './network.ts';
import { all, pages } from './pager.ts';
import { descriptionOf, stampFrom } from './stamp.ts';

const say = phrases({
  en: { noPort: 'The machine is not on a network yet.' },
  ru: { noPort: 'Машина ещё не подключена к сети.' },
  ko: { noPort: '머신이 아직 네트워크에 연결되지 않았습니다.' },
});

export const floating = z.object({
  id: z.string(),
  floating_ip_address: z.string(),
  port_id: z.string().nullish(),
  port_details: z.object({ device_id: z.string().nullish() }).nullish(),
  description: z.string().nullish(),
  created_at: z.string().nullish(),
});
type Floating = z.infer<typeof floating>;
const one = z.object({ floatingip: floating });
const port = z.object({ id: z.string(), device_id: z.string().nullish() });

export function addresses(context: Context): Addresses {
  const { api } = context;
  const wires = async (signal: AbortSignal) =>
    all(pages(api, 'network', 'floatingips', '/floatingips', floating, signal));
  const ports = async (query: string, signal: AbortSignal) =>
    all(pages(api, 'network', 'ports', `/ports${query}`, port, signal));

  async function find(key: Key, signal: AbortSignal): Promise<Floating | undefined> {
    return (await wires(signal)).find(({ description }) => stampFrom(description)?.key === key);
  }

  async function portOf(machine: string, signal: AbortSignal): Promise<string> {
    const [first] = await ports(`?device_id=${encodeURIComponent(machine)}`, signal);
    if (!first) throw new Failure('unavailable', (l) => say(l).noPort);
    return first.id;
  }

  /** Old clouds do not say which machine a port belongs to beside the address: then the ports are asked. */
  async function owners(found: readonly Floating[], signal: AbortSignal): Promise<readonly Address[]> {
    const told = found.every(({ port_id, port_details }) => !port_id || port_details?.device_id);
    const devices = told ? new Map() : new Map((await ports('', signal)).map(({ id, device_id }) => [id, device_id]));
    return found.map((each) => addressOf(each, devices.get(each.port_id ?? '')));
  }

  return {
    async give(machine, stamp, key, signal) {
      const before = await find(key, signal);
      const port_id = await portOf(machine, signal);
      if (before?.port_id === port_id) return addressOf(before, machine);
      const ask = before
        ? ({ method: 'PUT', path: `/floatingips/${before.id}`, json: { floatingip: { port_id } } } as const)
        : ({
            method: 'POST',
            path: '/floatingips',
            // One call takes the address and gives it: there is no moment in which it belongs to nobody.
            json: {
              floatingip: {
                floating_network_id: await externalId(context, signal),
                port_id,
                description: descriptionOf(stamp, key),
              },
            },
          } as const);
      return addressOf((await api.read('network', ask, one, signal)).floatingip, machine);
    },
    async find(key, signal) {
      const found = await find(key, signal);
      return found && (await owners([found], signal))[0];
    },
    async of(machine, signal) {
      return (await owners(await wires(signal), signal)).filter((each) => each.machine === machine);
    },
    async *list(signal) {
      yield* await owners(await wires(signal), signal);
    },
    async release(id, signal) {
      await api.call(
        'network',
        { method: 'DELETE', path: `/floatingips/${encodeURIComponent(id)}`, fine: [404] },
        signal,
      );
    },
  };
}

function addressOf(from: Floating, device: string | null | undefined): Address {
  const machine = from.port_id ? (from.port_details?.device_id ?? device) : undefined;
  const stamp = stampFrom(from.description);
  return {
    id: from.id,
    ip: from.floating_ip_address,
    ...(machine ? { machine } : {}),
    ...(from.created_at ? { createdAt: from.created_at } : {}),
    ...(stamp ? { stamp } : {}),
  };
}
