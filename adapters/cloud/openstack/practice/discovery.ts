import { type Answer, ok } from './answer.ts';
import type { Json } from './json.ts';
import { type Call, routes } from './routes.ts';
import type { World } from './world.ts';

/** The documents a client reads to learn which versions are spoken here. */
export const discoveryRoutes = [
  ...routes(
    'compute',
    {
      'GET /': ({ world }) => ok({ versions: [novaOld(world), novaEntry(world)] }),
      'GET /v2.1': ({ world }) =>
        ok({ version: { ...novaEntry(world), links: novaLinks(world), 'media-types': novaMedia } }),
    },
    { open: true },
  ),
  ...routes('volume', { 'GET /': (call) => cinder(call, 300), 'GET /v3': (call) => cinder(call, 200) }, { open: true }),
  ...routes(
    'image',
    { 'GET /': (call) => glance(call, 300), 'GET /versions': (call) => glance(call, 200) },
    { open: true },
  ),
  ...routes(
    'network',
    {
      'GET /': ({ world }) =>
        ok({ versions: [{ id: 'v2.0', status: 'CURRENT', links: [self(`${world.base}/network/v2.0/`)] }] }),
      'GET /v2.0': ({ world }) =>
        ok({
          resources: ['network', 'subnet', 'subnetpool', 'port'].map((name) => ({
            name,
            collection: `${name}s`,
            links: [self(`${world.base}/network/v2.0/${name}s`)],
          })),
        }),
    },
    { open: true },
  ),
];

/** What is spoken: the same range as the OpenStack release this server is compared with. */
export const spoken = { compute: { min: 1, max: 93, major: 2 }, volume: { min: 0, max: 70, major: 3 } } as const;

const self = (href: string) => ({ rel: 'self', href });

const novaEntry = (world: World): { [name: string]: Json } => ({
  id: 'v2.1',
  status: 'CURRENT',
  version: `2.${spoken.compute.max}`,
  min_version: '2.1',
  updated: '2013-07-23T11:33:21Z',
  links: [self(`${world.base}/compute/v2.1/`)],
});
const novaOld = (world: World): Json => ({
  id: 'v2.0',
  status: 'SUPPORTED',
  version: '',
  min_version: '',
  updated: '2011-01-21T11:33:21Z',
  links: [self(`${world.base}/compute/v2/`)],
});
const novaLinks = (world: World): Json => [
  self(`${world.base}/compute/v2.1/`),
  { rel: 'describedby', type: 'text/html', href: 'http://docs.openstack.org/' },
];
const novaMedia = [{ base: 'application/json', type: 'application/vnd.openstack.compute+json;version=2.1' }];

function cinder({ world }: Call, status: number): Answer {
  const entry = {
    id: 'v3.0',
    status: 'CURRENT',
    version: `3.${spoken.volume.max}`,
    min_version: '3.0',
    updated: '2022-08-31T00:00:00Z',
    links: [
      { rel: 'describedby', type: 'text/html', href: 'https://docs.openstack.org/' },
      self(`${world.base}/volume/v3/`),
    ],
    'media-types': [{ base: 'application/json', type: 'application/vnd.openstack.volume+json;version=3' }],
  };
  return ok({ versions: [entry] }, status);
}

function glance({ world }: Call, status: number): Answer {
  const minors = [15, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0];
  const versions = minors.map((minor) => ({
    id: `v2.${minor}`,
    status: minor === 15 ? 'CURRENT' : 'SUPPORTED',
    links: [self(`${world.base}/image/v2/`)],
  }));
  return ok({ versions }, status);
}
