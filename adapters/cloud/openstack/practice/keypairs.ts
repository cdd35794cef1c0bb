import { createHash, generateKeyPairSync } from 'node:crypto';
import { type Answer, empty, ok, refuse } from './answer.ts';
import { fields, type Json, text } from './json.ts';
import type { Keypair } from './model.ts';
import { type Call, routes } from './routes.ts';
import { micros } from './times.ts';
import type { World } from './world.ts';

export const keypairRoutes = routes('compute', {
  'GET /v2.1/os-keypairs': ({ world, minor }) =>
    ok({
      keypairs: world.keypairs
        .all()
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map((pair) => ({ keypair: brief(pair, minor) })),
    }),
  'POST /v2.1/os-keypairs': add,
  'GET /v2.1/os-keypairs/:name': ({ world, params, minor }) => {
    const pair = keypairOf(world, params.name);
    const dates = { created_at: micros(pair.createdAt), deleted: false, deleted_at: null, id: pair.serial };
    const { type, ...shown } = brief(pair, minor);
    return ok({
      keypair: { ...shown, user_id: world.me.user, ...dates, updated_at: null, ...(type ? { type } : {}) },
    });
  },
  'DELETE /v2.1/os-keypairs/:name': ({ world, params, minor }) => {
    world.keypairs.remove(keypairOf(world, params.name).id);
    return empty(minor >= 2 ? 204 : 202);
  },
});

/** Nova's fingerprint of an ssh key: MD5 of the decoded second field. */
export function fingerprint(publicKey: string): string | undefined {
  const [kind, blob] = publicKey.trim().split(/\s+/);
  const bytes = Buffer.from(blob ?? '', 'base64');
  if (!kind || bytes.length < 16) return undefined;
  const told = bytes.readUInt32BE(0);
  if (told > 64 || bytes.subarray(4, 4 + told).toString('latin1') !== kind) return undefined;
  return createHash('md5')
    .update(bytes)
    .digest('hex')
    .replaceAll(/..(?=.)/g, '$&:');
}

function add({ world, body, minor }: Call): Answer {
  const wish = fields(body.keypair);
  const name = text(wish.name);
  if (name === undefined) throw refuse(400, `Invalid input for field/attribute keypair. 'name' is a required property`);
  checkName(name, minor);
  const given = text(wish.public_key);
  if (given === undefined && minor >= 92)
    throw refuse(400, `Invalid input for field/attribute keypair. 'public_key' is a required property`);
  const made = given === undefined ? generate() : { publicKey: given, privateKey: undefined };
  const print = fingerprint(made.publicKey);
  if (!print) throw refuse(400, 'Keypair data is invalid: failed to generate fingerprint');
  if (world.keypairs.get(name)) throw refuse(409, `Key pair '${name}' already exists.`);
  if (world.keypairs.size >= world.quotas.keypairs) throw refuse(403, 'Quota exceeded, too many key pairs.');
  const pair = world.keypairs.put({
    id: name,
    serial: Math.max(0, ...world.keypairs.all().map(({ serial }) => serial)) + 1,
    name,
    type: text(wish.type) ?? 'ssh',
    publicKey: made.publicKey,
    fingerprint: print,
    createdAt: world.now(),
  });
  const secret = made.privateKey ? { private_key: made.privateKey } : {};
  return ok({ keypair: { ...secret, ...brief(pair, minor), user_id: world.me.user } }, minor >= 2 ? 201 : 200);
}

function checkName(name: string, minor: number): void {
  const allowed = minor >= 92 ? /^[-_ 0-9A-Za-z@.]+$/ : /^[-_ 0-9A-Za-z]+$/;
  if (allowed.test(name) && name.trim() === name && name.length <= 255) return;
  const letters = `0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ`;
  throw refuse(
    400,
    `An invalid 'name' value was provided. The name must be: Only expected characters: [_- ${letters}${minor >= 92 ? '@.' : ''}]`,
  );
}

function generate(): { publicKey: string; privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = publicKey.export({ format: 'jwk' });
  const piece = (bytes: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  // A number of SSH with its highest bit set would be a negative one.
  const number = (text: string | undefined): Buffer => {
    const bytes = Buffer.from(text ?? '', 'base64url');
    return piece((bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.alloc(1), bytes]) : bytes);
  };
  const blob = Buffer.concat([piece(Buffer.from('ssh-rsa')), number(jwk.e), number(jwk.n)]);
  return {
    publicKey: `ssh-rsa ${blob.toString('base64')} Generated-by-Nova`,
    privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
  };
}

function keypairOf(world: World, name: string | undefined): Keypair {
  const pair = world.keypairs.get(name ?? '');
  if (!pair) throw refuse(404, `Keypair ${name} not found for user ${world.me.user}`);
  return pair;
}

const brief = (pair: Keypair, minor: number): { [name: string]: Json } => ({
  name: pair.name,
  public_key: pair.publicKey,
  fingerprint: pair.fingerprint,
  ...(minor >= 2 ? { type: pair.type } : {}),
});
