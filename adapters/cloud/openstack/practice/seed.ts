import { createHash } from 'node:crypto';
import { newMac } from './addresses.ts';
import { grown } from './grown.ts';
import type { Flavor, Image } from './model.ts';
import { bornInNetwork } from './neutron.ts';
import { defaultGroup } from './security-groups.ts';
import { born, type World } from './world.ts';

/** What a newcomer finds, so that the first command works. `bare` leaves out the private network. */
export function seed(world: World, bare: boolean): void {
  for (const flavor of flavors) world.flavors.put(flavor);
  for (const zone of world.zones)
    for (const kind of ['fast', 'universal', 'universal2', 'basicssd', 'basic'])
      world.types.put({ id: steadyId(`type ${kind}.${zone}`), name: `${kind}.${zone}`, zone });
  for (const image of images) world.images.put({ ...image, ...dates(world), owner: providers });
  const external = externalNetwork(world);
  defaultGroup(world);
  if (!bare) privateNetwork(world, external);
}

/** The project of the provider itself, to which public things belong. */
const providers = 'f'.repeat(32);

/** The same id on every practice cloud, made from a name. */
function steadyId(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const dates = (world: World) => ({ createdAt: world.now(), updatedAt: world.now() });

const both = ['ru-7a', 'ru-7b'];
const plain = (id: string, name: string, cores: number, memory: number, disk = 0): Flavor => ({
  id,
  name,
  cores,
  memory,
  disk,
  specs: {},
  zones: both,
});
const gpu = (id: string, name: string, cores: number, memory: number, card: string, count: number): Flavor => ({
  id,
  name,
  cores,
  memory,
  disk: 0,
  specs: { [`resources:CUSTOM_GPU_${card}`]: String(count) },
  zones: both,
});

const flavors: readonly Flavor[] = [
  plain('1011', 'SL1.1-1024', 1, 1024),
  plain('1013', 'SL1.2-4096', 2, 4096),
  plain('1015', 'SL1.4-8192', 4, 8192),
  plain('1311', 'SL1.1-1024-8', 1, 1024, 8),
  plain('1204', 'BL1.4-16384', 4, 16_384),
  plain('1209', 'BL1.2-8192-deprecated', 2, 8192),
  gpu('3021', 'GL2.4-16384-0-1GPU', 4, 16_384, 'T4', 1),
  gpu('3031', 'GL2.4-32768-0-1GPU-T4', 4, 32_768, 'T4', 1),
  gpu('3041', 'GL4.8-65536-0-1GPU-RTX4090', 8, 65_536, 'RTX4090', 1),
  gpu('3073', 'GL10.8-65536-0-1GPU-A100', 8, 65_536, 'A100', 1),
  gpu('3074', 'GL10.16-131072-0-2GPU-A100', 16, 131_072, 'A100', 2),
];

const image = (name: string, blob: string, more: Partial<Image>): Omit<Image, 'createdAt' | 'updatedAt' | 'owner'> => {
  const bytes = grown[blob];
  return {
    id: steadyId(`image ${name}`),
    name,
    status: 'active',
    visibility: 'public',
    protected: true,
    hidden: false,
    diskFormat: 'raw',
    containerFormat: 'bare',
    minDisk: 10,
    minRam: 0,
    size: bytes?.size ?? 0,
    virtualSize: bytes?.virtualSize ?? 0,
    checksum: bytes?.checksum ?? null,
    hash: bytes?.hash ?? null,
    tags: [],
    properties: { os_type: 'linux', hw_qemu_guest_agent: 'yes' },
    blob,
    ...more,
  };
};

const images = [
  image('base-image', 'grown-base-image', {}),
  image('ubuntu-24.04', 'grown-ubuntu-24.04', { minDisk: 5 }),
  image('debian-12', 'grown-debian-12.qcow2', { diskFormat: 'qcow2', minDisk: 12 }),
];

/** TEST-NET-3, which leads nowhere: 203.0.113.16 to .254 are given out, and they run out. */
function externalNetwork(world: World): string {
  const network = world.networks.put({
    ...bornInNetwork(world, { name: 'external-network' }),
    external: true,
    foreign: true,
    adminUp: true,
  });
  world.subnets.put({
    ...bornInNetwork(world, { name: 'external-subnet' }),
    network: network.id,
    cidr: '203.0.113.0/24',
    gateway: '203.0.113.1',
    pools: [{ start: '203.0.113.16', end: '203.0.113.254' }],
    dns: [],
    dhcp: false,
  });
  return network.id;
}

function privateNetwork(world: World, external: string): void {
  const { id: network } = world.networks.put({
    ...bornInNetwork(world, { name: 'net' }),
    external: false,
    foreign: false,
    adminUp: true,
  });
  const subnet = world.subnets.put({
    ...bornInNetwork(world, { name: 'subnet' }),
    network,
    cidr: '192.168.0.0/24',
    gateway: '192.168.0.1',
    pools: [{ start: '192.168.0.2', end: '192.168.0.254' }],
    dns: ['188.93.16.19', '188.93.17.19'],
    dhcp: true,
  });
  const outside = world.subnets.first((one) => one.network === external);
  const router = world.routers.put({
    ...born(world, 'router'),
    description: '',
    tags: [],
    revision: 3,
    adminUp: true,
    gateway: { network: external, ips: [{ subnet: outside?.id ?? '', ip: '203.0.113.16' }] },
  });
  world.ports.put({
    ...bornInNetwork(world, {}),
    network,
    mac: newMac(),
    adminUp: true,
    status: 'ACTIVE',
    device: router.id,
    owner: 'network:router_interface',
    ips: [{ subnet: subnet.id, ip: '192.168.0.1' }],
    groups: [],
    novas: false,
  });
}
