import { z } from 'zod';
import type { Context } from './context.ts';
import { all, pages } from './pager.ts';

/** Who has a disk that Cinder calls reserved. */
export interface Hold {
  /** Machines that are there: parked ones, and ones being built. */
  readonly machines: readonly string[];
  /** Reservations of machines that are gone. Nova leaves one behind when a machine is removed while it is being built. */
  readonly left: readonly string[];
}

const attachment = z.object({ id: z.string(), volume_id: z.string(), instance: z.string().nullish() });
const attachments = z.object({ attachments: z.array(attachment) });
const since = { 'openstack-api-version': 'volume 3.27' };

export async function holdsOf(
  context: Context,
  disks: readonly { readonly id: string }[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Hold>> {
  const [first, second] = disks;
  if (!first) return new Map();
  const path = second ? '/attachments' : `/attachments?volume_id=${encodeURIComponent(first.id)}`;
  const ask = { method: 'GET', path, headers: since, fine: [403, 404, 406] } as const;
  const found = attachments.safeParse((await context.api.call('volume', ask, signal)).json);
  if (!found.success || found.data.attachments.length === 0) return new Map();
  const alive = await machinesThere(context, signal);
  return new Map(
    disks.map(({ id }) => [
      id,
      holdOf(
        found.data.attachments.filter((each) => each.volume_id === id),
        alive,
      ),
    ]),
  );
}

/** Takes away the reservations of machines that are gone, so that the disk can be used or removed; were there any? */
export async function letGo(context: Context, disk: string, signal: AbortSignal): Promise<boolean> {
  const left = (await holdsOf(context, [{ id: disk }], signal)).get(disk)?.left ?? [];
  for (const id of left) {
    await context.api.call(
      'volume',
      { method: 'DELETE', path: `/attachments/${id}`, headers: since, fine: [404] },
      signal,
    );
  }
  return left.length > 0;
}

const holdOf = (found: readonly z.infer<typeof attachment>[], alive: ReadonlySet<string>): Hold => ({
  machines: found.flatMap(({ instance }) => (instance && alive.has(instance) ? [instance] : [])),
  left: found.flatMap(({ id, instance }) => (instance && !alive.has(instance) ? [id] : [])),
});

const named = z.object({ id: z.string() });

async function machinesThere({ api }: Context, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const servers = await all(pages(api, 'compute', 'servers', '/servers?limit=500', named, signal));
  return new Set(servers.map(({ id }) => id));
}
