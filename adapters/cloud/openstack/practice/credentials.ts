import { randomBytes } from 'node:crypto';
import { type Answer, empty, ok, refuse } from './answer.ts';
import { at, pages, roles } from './catalog.ts';
import { fields, flag, type Json, text } from './json.ts';
import type { Credential } from './model.ts';
import { type Call, routes } from './routes.ts';
import { hexId, type World } from './world.ts';

export const credentialRoutes = routes('identity', {
  'GET /v3/users/:user/application_credentials': ({ world }) =>
    ok({
      application_credentials: world.credentials.all().map((one) => credential(world, one)),
      links: pages(world, `/users/${world.me.user}/application_credentials`),
    }),
  'POST /v3/users/:user/application_credentials': addCredential,
  'GET /v3/users/:user/application_credentials/:id': ({ world, params }) =>
    ok({ application_credential: credential(world, credentialOf(world, params.id)) }),
  'DELETE /v3/users/:user/application_credentials/:id': ({ world, params }) => {
    world.credentials.remove(credentialOf(world, params.id).id);
    return empty(204);
  },
});

function addCredential({ world, body }: Call): Answer {
  const wish = fields(body.application_credential);
  const name = text(wish.name);
  if (!name) throw refuse(400, "'name' is a required property");
  if (world.credentials.first((one) => one.name === name))
    throw refuse(
      409,
      `Conflict occurred attempting to store application_credential - Duplicate entry found with name ${name}.`,
    );
  const made = world.credentials.put({
    id: hexId(),
    name,
    secret: text(wish.secret) ?? randomBytes(64).toString('base64url'),
    description: text(wish.description) ?? null,
    expiresAt: text(wish.expires_at) ?? null,
  });
  const shown = fields(credential(world, made));
  return ok({ application_credential: { ...shown, secret: made.secret, unrestricted: flag(wish.unrestricted) } }, 201);
}

function credentialOf(world: World, id: string | undefined): Credential {
  const found = world.credentials.get(id ?? '');
  if (!found) throw refuse(404, `Could not find Application Credential: ${id}.`);
  return found;
}

const credential = (world: World, one: Credential): Json => ({
  id: one.id,
  name: one.name,
  description: one.description,
  user_id: world.me.user,
  project_id: world.me.project,
  system: null,
  expires_at: one.expiresAt,
  unrestricted: false,
  roles: roles.map((role) => ({ ...role, domain_id: null, description: null, options: { immutable: true } })),
  links: { self: at(world, `/users/${world.me.user}/application_credentials/${one.id}`) },
});
