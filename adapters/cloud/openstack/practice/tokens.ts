import { randomBytes } from 'node:crypto';
import { type Answer, empty, refuse, unauthorized } from './answer.ts';
import { catalog, names, roles } from './catalog.ts';
import { type Fields, fields, type Json, text, texts } from './json.ts';
import type { Token } from './model.ts';
import type { Call } from './routes.ts';
import { microsZ } from './times.ts';
import type { World } from './world.ts';

/** The token of a request, when it is good. */
export function tokenOf(world: World, id: string | string[] | undefined): Token | undefined {
  const token = typeof id === 'string' ? world.tokens.get(id) : undefined;
  if (!token || token.expiresAt <= world.now()) return undefined;
  return token.credential === undefined || world.credentials.get(token.credential) ? token : undefined;
}

const day = 24 * 60 * 60_000;

export function logIn({ world, body }: Call): Answer {
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

export function look({ world, request, method }: Call): Answer {
  const token = tokenOf(world, request.headers['x-subject-token']);
  if (!token) throw refuse(404, 'This is not a recognized Fernet token');
  const answer = tokenAnswer(world, token, 200);
  return method === 'HEAD' ? { ...answer, body: undefined } : answer;
}

export function revoke({ world, request }: Call): Answer {
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
