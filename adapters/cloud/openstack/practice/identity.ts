import { randomBytes } from 'node:crypto';
import { type Answer, empty, ok, refuse, unauthorized } from './answer.ts';
import { at, catalog, names, pages, roles } from './catalog.ts';
import { type Fields, fields, type Json, text, texts } from './json.ts';
import type { Token } from './model.ts';
import { type Call, routes } from './routes.ts';
import { microsZ } from './times.ts';
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

/** The token of a request, when it is good. */
export function tokenOf(world: World, id: string | string[] | undefined): Token | undefined {
  const token = typeof id === 'string' ? world.tokens.get(id) : undefined;
  if (!token || token.expiresAt <= world.now()) return undefined;
  return token.credential === undefined || world.credentials.get(token.credential) ? token : undefined;
}

const day = 24 * 60 * 60_000;

function logIn({ world, body }: Call): Answer {
  const auth = fields(body.auth);
  const identity = fields(auth.identity);
  if (auth.identity === undefined) throw refuse(400, "'identity' is a required property");
  const [method] = texts(identity.methods);
  const { scoped, credential: used } = proof(world, method, identity, auth.scope);
  const now = world.now();
  forgetOld(world);
  const token = world.tokens.put({
    id: `gAAAAAB${randomBytes(96).toString('base64url')}`,
    issuedAt: now,
    expiresAt: now + day,
    audit: randomBytes(16).toString('base64url'),
    method: method ?? 'password',
    scoped,
    ...(used ? { credential: used.id } : {}),
  });
  return tokenAnswer(world, token, 201);
}

/** Checks who it is; says whether the token is for the project. */
function proof(world: World, method: string | undefined, identity: Fields, scope: Json | undefined) {
  if (method === 'password') {
    const who = fields(fields(identity.password).user);
    if (!isMe(world, who) || text(who.password) !== world.me.password) throw unauthorized();
    return { scoped: inProject(world, scope), credential: undefined };
  }
  if (method === 'token') {
    const token = tokenOf(world, text(fields(identity.token).id));
    if (!token) throw unauthorized();
    return { scoped: scope === undefined ? token.scoped : inProject(world, scope), credential: undefined };
  }
  if (method === 'application_credential') {
    const said = fields(identity.application_credential);
    const found =
      world.credentials.get(text(said.id) ?? '') ??
      world.credentials.first(({ name }) => name === said.name && isMe(world, fields(said.user)));
    if (!found || found.secret !== said.secret) throw unauthorized();
    if (found.expiresAt && Date.parse(found.expiresAt) <= world.now()) throw unauthorized();
    if (scope !== undefined)
      throw refuse(
        401,
        'Error authenticating with application credential: Application credentials cannot request a scope.',
      );
    return { scoped: true, credential: found };
  }
  throw unauthorized();
}

const isMe = ({ me }: World, who: Fields): boolean =>
  who.id === me.user || (who.name === names.user && isDomain(me.domain, fields(who.domain)));
const isDomain = (id: string, said: Fields): boolean => said.id === id || said.name === names.domain;

function inProject({ me }: World, scope: Json | undefined): boolean {
  if (scope === undefined || scope === 'unscoped') return false;
  const wanted = fields(fields(scope).project);
  if (wanted.id === me.project) return true;
  if (wanted.name === names.project && isDomain(me.domain, fields(wanted.domain))) return true;
  throw unauthorized();
}

function forgetOld(world: World): void {
  for (const { id, expiresAt } of world.tokens.all()) if (expiresAt <= world.now()) world.tokens.remove(id);
}

function look({ world, request, method }: Call): Answer {
  const token = tokenOf(world, request.headers['x-subject-token']);
  if (!token) throw refuse(404, 'This is not a recognized Fernet token');
  const answer = tokenAnswer(world, token, 200);
  return method === 'HEAD' ? { ...answer, body: undefined } : answer;
}

function revoke({ world, request }: Call): Answer {
  const token = tokenOf(world, request.headers['x-subject-token']);
  if (!token) throw refuse(404, 'This is not a recognized Fernet token');
  world.tokens.remove(token.id);
  return empty(204);
}

function tokenAnswer(world: World, token: Token, status: number): Answer {
  const { me } = world;
  const domain = { id: me.domain, name: names.domain };
  const used = token.credential === undefined ? undefined : world.credentials.get(token.credential);
  return {
    status,
    headers: { 'x-subject-token': token.id, vary: 'X-Auth-Token' },
    body: {
      token: {
        methods: [token.method],
        user: { domain, id: me.user, name: names.user, password_expires_at: null },
        audit_ids: [token.audit],
        expires_at: microsZ(token.expiresAt),
        issued_at: microsZ(token.issuedAt),
        ...(token.scoped
          ? {
              project: { domain, id: me.project, name: names.project },
              is_domain: false,
              roles,
              is_admin_project: false,
              catalog: catalog(world),
            }
          : {}),
        ...(used ? { application_credential: { id: used.id, name: used.name, restricted: true } } : {}),
      },
    },
  };
}

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
