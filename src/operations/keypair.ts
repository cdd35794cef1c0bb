import { z } from 'zod';
import { type Cloud, Failure, has, type Key, need, type PublicKey, phrases, type Ref } from '#kit';

const say = phrases({
  en: {
    differs: (name: string) => `Key "${name}" in the cloud is not the one in SSH_KEY_FILE, so nobody could log in.`,
    both: (theirs: string, ours: string) =>
      `In the cloud ${theirs}, in the file ${ours}. Name another key in SSH_KEY_NAME, or remove that one from the cloud.`,
    missing: (name: string) => `Key "${name}" is neither in the cloud nor in SSH_KEY_FILE.`,
    mend: 'Set SSH_KEY_FILE to a public key file, or SSH_KEY_NAME to a key the cloud has.',
  },
  ru: {
    differs: (name) => `Ключ «${name}» в облаке — не тот, что в SSH_KEY_FILE: войти не смог бы никто.`,
    both: (theirs, ours) =>
      `В облаке ${theirs}, в файле ${ours}. Укажите другой ключ в SSH_KEY_NAME или удалите этот из облака.`,
    missing: (name) => `Ключа «${name}» нет ни в облаке, ни в SSH_KEY_FILE.`,
    mend: 'Укажите в SSH_KEY_FILE файл с открытым ключом или в SSH_KEY_NAME ключ, который есть в облаке.',
  },
  ko: {
    differs: (name) => `클라우드의 "${name}" 키가 SSH_KEY_FILE의 키와 달라 아무도 로그인할 수 없습니다.`,
    both: (theirs, ours) =>
      `클라우드: ${theirs}, 파일: ${ours}. SSH_KEY_NAME에 다른 이름을 쓰거나 클라우드에서 그 키를 삭제하세요.`,
    missing: (name) => `"${name}" 키가 클라우드에도 SSH_KEY_FILE에도 없습니다.`,
    mend: 'SSH_KEY_FILE에 공개 키 파일을, 또는 SSH_KEY_NAME에 클라우드에 있는 키를 지정하세요.',
  },
});

/** How people will log in: by a key the cloud keeps, by one put into the machine, or as the image has it. */
export const login = z.discriminatedUnion('by', [
  z.object({ by: z.literal('key'), name: z.string(), make: z.boolean() }),
  z.object({ by: z.literal('line') }),
  z.object({ by: z.literal('image') }),
]);
export type Login = z.infer<typeof login>;

/** The key for a new machine. A key of the same name that is not ours stops the work: login would fail later. */
export async function loginFor(cloud: Cloud, signal: AbortSignal): Promise<Login> {
  const { keyName, publicKey } = cloud.about.defaults;
  if (!has(cloud, 'keys') || keyName === undefined) {
    return publicKey === undefined ? { by: 'image' } : { by: 'line' };
  }
  const there = await sameKey(cloud, keyName, publicKey, signal);
  if (!there && publicKey === undefined) {
    throw new Failure('not-found', (l) => say(l).missing(keyName), { hint: (l) => say(l).mend });
  }
  return { by: 'key', name: keyName, make: !there };
}

/** Makes the key unless it is there by now; answers whether it is ours. Its comment carries the step's key. */
export async function makeKey(cloud: Cloud, name: string, { key, signal }: Ref): Promise<boolean> {
  const { publicKey } = cloud.about.defaults;
  const there = await sameKey(cloud, name, publicKey, signal);
  if (there) return isOurs(there, key);
  if (publicKey === undefined)
    throw new Failure('not-found', (l) => say(l).missing(name), { hint: (l) => say(l).mend });
  await need(cloud, 'keys').add(name, `${publicKey.trim()} ${markOf(key)}`, signal);
  return true;
}

/** Takes away the key of this name if it was made for this step: one that somebody else made is not ours. */
export async function takeBackKey(cloud: Cloud, name: string, { key, signal }: Ref): Promise<void> {
  const keys = need(cloud, 'keys');
  const there = await keys.get(name, signal);
  if (there && isOurs(there, key)) await keys.remove(name, signal);
}

const markOf = (key: Key): string => `hoist:${key}`;
const isOurs = ({ comment }: PublicKey, key: Key): boolean => comment?.split(' ').includes(markOf(key)) ?? false;

async function sameKey(cloud: Cloud, name: string, line: string | undefined, signal: AbortSignal) {
  const keys = need(cloud, 'keys');
  const there = await keys.get(name, signal);
  if (!there) return undefined;
  const ours = line === undefined ? there.fingerprint : keys.fingerprint(line);
  if (ours === there.fingerprint) return there;
  throw new Failure('conflict', (l) => say(l).differs(name), { hint: (l) => say(l).both(there.fingerprint, ours) });
}
