import { Buffer } from 'node:buffer';
import { isIP } from 'node:net';
import { z } from 'zod';
import type { Machine, MachineSpec, MachineState } from '#kit';
import { type GpuMap, gpuOf } from './gpu.ts';
import { lockIn } from './marks.ts';
import { stampIn } from './stamp.ts';

const port = z.looseObject({
  addr: z.string(),
  'OS-EXT-IPS:type': z.string().nullish(),
});

/** Nova's server. Only the id is sure: while a cell is down, Nova lists its servers without the rest. */
export const server = z.object({
  id: z.string(),
  name: z.string().nullish(),
  status: z.string().nullish(),
  'OS-EXT-STS:task_state': z.string().nullish(),
  'OS-SRV-USG:launched_at': z.string().nullish(),
  'OS-EXT-AZ:availability_zone': z.string().nullish(),
  addresses: z.record(z.string(), z.array(port)).nullish(),
  'os-extended-volumes:volumes_attached': z
    .array(z.object({ id: z.string(), delete_on_termination: z.boolean().nullish() }))
    .nullish(),
  // Up to 2.46 only the id; from 2.47 on the facts, but no id.
  flavor: z
    .object({
      id: z.string().nullish(),
      original_name: z.string().nullish(),
      extra_specs: z.record(z.string(), z.coerce.string()).nullish(),
    })
    .nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  tags: z.array(z.string()).nullish(),
  created: z.string().nullish(),
  fault: z.object({ message: z.string().nullish() }).nullish(),
});
export type Server = z.infer<typeof server>;

/** Selectel's mark of a machine that may be taken away: not a flavor, not a hint, but this tag. */
export const spotTag = 'preemptible';

/**
 * Says that Hoist parks the machine itself; without it a spot machine that rests was taken away. It names the start
 * that it ends, so that it means nothing after the next one: Nova lets nobody remove it while the machine comes back.
 */
export const parkedBy = (from: Server) => ({ hoist_parked: from['OS-SRV-USG:launched_at'] ?? 'never started' });

export function machineOf(from: Server, gpus: GpuMap): Machine {
  const metadata = from.metadata ?? {};
  const addresses = addressesOf(from);
  const state = stateOf(from, addresses.length > 0);
  const flavor = flavorOf(from, gpus);
  const attached = from['os-extended-volumes:volumes_attached'] ?? [];
  const dyingDisks = attached.filter((each) => each.delete_on_termination).map(({ id }) => id);
  const stamp = stampIn(metadata);
  const lock = lockIn(metadata);
  const fault = state === 'unknown' ? `unknown: ${from.status ?? 'no status'}` : from.fault?.message;
  return {
    id: from.id,
    name: from.name ?? from.id,
    state,
    word: [from.status ?? 'no status', from['OS-EXT-STS:task_state']].filter(Boolean).join(' '),
    addresses,
    disks: attached.map(({ id }) => id),
    ...(dyingDisks.length > 0 ? { dyingDisks } : {}),
    ...(from['OS-EXT-STS:task_state'] ? { changing: true } : {}),
    spot: from.tags?.includes(spotTag) ?? false,
    ...(flavor ? { flavor } : {}),
    ...(from['OS-EXT-AZ:availability_zone'] ? { zone: from['OS-EXT-AZ:availability_zone'] } : {}),
    ...(from.created ? { createdAt: from.created } : {}),
    ...(fault ? { fault } : {}),
    ...(stamp ? { stamp } : {}),
    ...(lock ? { lock } : {}),
  };
}

/** The body of a create call. Networks are a list, and the disk is told to outlive the machine, whatever the default is. */
export function serverFrom(
  spec: MachineSpec & { readonly boot: { readonly disk: string } },
  made: { readonly network: string; readonly firewall: string; readonly metadata: Readonly<Record<string, string>> },
) {
  return {
    server: {
      name: spec.name,
      flavorRef: spec.flavor,
      networks: [{ uuid: made.network }],
      security_groups: [{ name: made.firewall }],
      block_device_mapping_v2: [
        {
          boot_index: 0,
          uuid: spec.boot.disk,
          source_type: 'volume',
          destination_type: 'volume',
          delete_on_termination: false,
        },
      ],
      metadata: { ...made.metadata, hoist_flavor: spec.flavor },
      ...(spec.zone ? { availability_zone: spec.zone } : {}),
      ...(spec.keyName ? { key_name: spec.keyName } : {}),
      ...(spec.publicKeys.length > 0 ? { user_data: cloudInit(spec.publicKeys) } : {}),
      ...(spec.spot ? { tags: [spotTag] } : {}),
    },
  };
}

/** Addresses anybody can reach come first. */
function addressesOf(from: Server): Machine['addresses'] {
  return Object.values(from.addresses ?? {})
    .flat()
    .map(({ addr, 'OS-EXT-IPS:type': type }) => ({
      ip: addr,
      kind: type === 'floating' || (isIP(addr) === 4 && !inner.test(addr)) ? ('public' as const) : ('private' as const),
    }))
    .sort((a, b) => Number(b.kind === 'public') - Number(a.kind === 'public'));
}

const inner = /^(10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;

const states: Readonly<Record<string, MachineState>> = {
  BUILD: 'building',
  REBUILD: 'building',
  ACTIVE: 'on',
  REBOOT: 'on',
  HARD_REBOOT: 'on',
  PASSWORD: 'on',
  RESCUE: 'on',
  RESIZE: 'on',
  VERIFY_RESIZE: 'on',
  REVERT_RESIZE: 'on',
  MIGRATING: 'on',
  SHUTOFF: 'off',
  STOPPED: 'off',
  PAUSED: 'off',
  SUSPENDED: 'off',
  SHELVED: 'parked',
  SHELVED_OFFLOADED: 'parked',
  EXPIRED: 'interrupted',
  DELETED: 'removing',
  SOFT_DELETED: 'removing',
  ERROR: 'failed',
};

function stateOf(from: Server, reachable: boolean): MachineState {
  const task = from['OS-EXT-STS:task_state'];
  if (task === 'deleting' || task === 'soft-deleting') return 'removing';
  const state = states[from.status ?? ''] ?? 'unknown';
  // Nova reports ACTIVE before Neutron has plugged the port, so ACTIVE without an address is still building.
  if (state === 'on' && from.status === 'ACTIVE' && !reachable) return 'building';
  if (state !== 'parked') return state;
  // A shelved machine with a task is on its way back.
  if (task) return task.startsWith('shelving') ? 'on' : 'building';
  const byHoist = from.metadata?.hoist_parked === parkedBy(from).hoist_parked;
  return from.tags?.includes(spotTag) && !byHoist ? 'interrupted' : 'parked';
}

function flavorOf({ flavor, metadata }: Server, gpus: GpuMap): Machine['flavor'] {
  const id = flavor?.id ?? metadata?.hoist_flavor;
  const name = flavor?.original_name ?? id;
  if (!name) return undefined;
  const gpu = gpuOf({ id, name, specs: flavor?.extra_specs ?? {} }, gpus);
  return { ...(id ? { id } : {}), name, ...(gpu ? { gpu } : {}) };
}

// Keys by cloud-init belong to people; a keypair belongs to the bot's own user. Root logs in where the image lets it.
const cloudInit = (keys: readonly string[]) =>
  Buffer.from(
    [
      '#cloud-config',
      'disable_root: false',
      'ssh_authorized_keys:',
      ...keys.map((key) => `  - ${JSON.stringify(key)}`),
      '',
    ].join('\n'),
  ).toString('base64');
