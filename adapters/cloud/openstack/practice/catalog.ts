import type { Json } from './json.ts';
import type { World } from './world.ts';

/** What the one user, project and domain are called. */
export const names = { user: 'practice', project: 'practice', domain: 'practice' };

export const roles = [
  { id: '5b1f9f2f8c5d4c6f9d2d0a6b6f1e7a01', name: 'reader' },
  { id: '5b1f9f2f8c5d4c6f9d2d0a6b6f1e7a02', name: 'member' },
];

/** The address of each service, below the one address of this server. */
export const endpoints = (world: World): Readonly<Record<string, { type: string; name: string; url: string }>> => ({
  identity: { type: 'identity', name: 'keystone', url: `${world.base}/identity/v3` },
  compute: { type: 'compute', name: 'nova', url: `${world.base}/compute/v2.1` },
  volume: { type: 'volumev3', name: 'cinder', url: `${world.base}/volume/v3/${world.me.project}` },
  image: { type: 'image', name: 'glance', url: `${world.base}/image` },
  network: { type: 'network', name: 'neutron', url: `${world.base}/network` },
});

export function catalog(world: World): Json[] {
  return Object.values(endpoints(world)).map(({ type, name, url }, n) => ({
    endpoints: ['public', 'internal', 'admin'].map((face, m) => ({
      id: `e${n}${m}`.padEnd(32, '0'),
      interface: face,
      region_id: world.region,
      region: world.region,
      url,
    })),
    id: `5${n}`.padEnd(32, '0'),
    type,
    name,
  }));
}

/** An address of Keystone. */
export const at = (world: World, path: string): string => `${world.base}/identity/v3${path}`;
export const pages = (world: World, path: string): Json => ({ next: null, self: at(world, path), previous: null });
