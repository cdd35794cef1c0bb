import { type Answer, ok, refuse } from './answer.ts';
import { at, catalog, names, pages } from './catalog.ts';
import type { Json } from './json.ts';
import { type Call, routes } from './routes.ts';
import { logIn, look, revoke } from './tokens.ts';
import type { World } from './world.ts';

export const identityRoutes = [
  ...routes('identity', { 'POST /v3/auth/tokens': logIn, 'GET /': versions, 'GET /v3': version }, { open: true }),
  ...routes('identity', {
    'GET /v3/auth/tokens': look,
    'HEAD /v3/auth/tokens': look,
    'DELETE /v3/auth/tokens': revoke,
    'GET /v3/auth/catalog': ({ world }) => ok({ catalog: catalog(world), links: { self: at(world, '/auth/catalog') } }),
    'GET /v3/auth/projects': ({ world }) => ok({ projects: [project(world)], links: pages(world, '/auth/projects') }),
    'GET /v3/projects/:id': ({ world, params }) => {
      if (params.id !== world.me.project) throw forbidden('get_project');
      return ok({ project: project(world) });
    },
    'GET /v3/users/:id': ({ world, params }) => {
      if (params.id !== world.me.user) throw forbidden('get_user');
      return ok({ user: user(world) });
    },
    'GET /v3/users/:user/projects': ({ world }) =>
      ok({ projects: [project(world)], links: pages(world, `/users/${world.me.user}/projects`) }),
    'GET /v3/regions': ({ world }) => ok({ regions: [region(world)], links: pages(world, '/regions') }),
    'GET /v3/regions/:id': ({ world, params }) => {
      if (params.id !== world.region) throw refuse(404, `Could not find region: ${params.id}.`);
      return ok({ region: region(world) });
    },
    'GET /v3/users': () => deny('list_users'),
    'GET /v3/projects': () => deny('list_projects'),
    'GET /v3/domains': () => deny('list_domains'),
    'GET /v3/domains/:id': () => deny('get_domain'),
    'GET /v3/services': () => deny('list_services'),
    'GET /v3/endpoints': () => deny('list_endpoints'),
    'GET /v3/roles': () => deny('list_roles'),
  }),
];

const project = (world: World): Json => ({
  id: world.me.project,
  name: names.project,
  domain_id: world.me.domain,
  description: '',
  enabled: true,
  parent_id: world.me.domain,
  is_domain: false,
  tags: [],
  options: {},
  links: { self: at(world, `/projects/${world.me.project}`) },
});

const user = (world: World): Json => ({
  id: world.me.user,
  name: names.user,
  domain_id: world.me.domain,
  enabled: true,
  password_expires_at: null,
  options: {},
  links: { self: at(world, `/users/${world.me.user}`) },
});

const region = (world: World): Json => ({
  id: world.region,
  description: '',
  parent_region_id: null,
  links: { self: at(world, `/regions/${world.region}`) },
});

const forbidden = (what: string) =>
  refuse(403, `You are not authorized to perform the requested action: identity:${what}.`);
const deny = (what: string): never => {
  throw forbidden(what);
};

const versionEntry = (world: World): Json => ({
  id: 'v3.14',
  status: 'stable',
  updated: '2020-04-07T00:00:00Z',
  links: [{ rel: 'self', href: at(world, '/') }],
  'media-types': [{ base: 'application/json', type: 'application/vnd.openstack.identity-v3+json' }],
});
function version({ world }: Call): Answer {
  return ok({ version: versionEntry(world) });
}
function versions({ world }: Call): Answer {
  return { status: 300, headers: { location: at(world, '/') }, body: { versions: { values: [versionEntry(world)] } } };
}
