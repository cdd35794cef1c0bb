import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Failure, type Keys, phrases } from '#kit';
import type { Context } from './context.ts';
import { statusOf } from './errors.ts';
import { drop } from './removal.ts';

const say = phrases({
  en: {
    other: (name: string, there: string, here: string) =>
      `The cloud holds another key under the name ${name}: ${there} there, ${here} here.`,
    mend: (name: string) => `Set SSH_KEY_NAME to a new name, or remove ${name} in the cloud.`,
    notKey: 'This is not a public key in the form "ssh-ed25519 AAAA… name".',
  },
  ru: {
    other: (name, there, here) => `Под именем ${name} в облаке лежит другой ключ: там ${there}, здесь ${here}.`,
    mend: (name) => `Задайте в SSH_KEY_NAME новое имя или удалите ${name} в облаке.`,
    notKey: 'Это не открытый ключ вида «ssh-ed25519 AAAA… имя».',
  },
  ko: {
    other: (name, there, here) => `클라우드에 ${name} 이름으로 다른 키가 있습니다. 클라우드: ${there}, 여기: ${here}.`,
    mend: (name) => `SSH_KEY_NAME을 새 이름으로 바꾸거나 클라우드에서 ${name} 키를 삭제하세요.`,
    notKey: '"ssh-ed25519 AAAA… 이름" 형식의 공개 키가 아닙니다.',
  },
});

const keypair = z.object({
  keypair: z.object({ name: z.string(), fingerprint: z.string(), public_key: z.string().nullish() }),
});

export function keys(context: Context): Keys {
  const { api } = context;
  const path = (name: string) => `/os-keypairs/${encodeURIComponent(name)}`;

  async function get(name: string, signal: AbortSignal) {
    try {
      const { keypair: found } = await api.read('compute', { method: 'GET', path: path(name) }, keypair, signal);
      const comment = found.public_key?.trim().split(/\s+/).slice(2).join(' ');
      return { name: found.name, fingerprint: found.fingerprint, ...(comment ? { comment } : {}) };
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
      return undefined;
    }
  }

  /** True when the very key is there already; another one of that name is never overwritten. */
  async function there(name: string, fingerprint: string, signal: AbortSignal): Promise<boolean> {
    const found = await get(name, signal);
    if (!found || found.fingerprint === fingerprint) return found !== undefined;
    throw new Failure('conflict', (l) => say(l).other(name, found.fingerprint, fingerprint), {
      hint: (l) => say(l).mend(name),
    });
  }

  return {
    get,
    fingerprint,
    async add(name, publicKey, signal) {
      const mine = fingerprint(publicKey);
      if (await there(name, mine, signal)) return;
      const json = { keypair: { name, public_key: publicKey.trim() } };
      const { status } = await api.call('compute', { method: 'POST', path: '/os-keypairs', json, fine: [409] }, signal);
      // Somebody else may have been quicker; what counts is which key is there now.
      if (status === 409) await there(name, mine, signal);
    },
    remove: (name, signal) => drop(context, 'compute', path(name), () => get(name, signal), signal),
  };
}

/** Nova's fingerprint of an SSH key is the MD5 of its second field, in pairs of hex digits (nova/crypto.py). */
function fingerprint(publicKey: string): string {
  const [kind = '', blob = ''] = publicKey.trim().split(/\s+/);
  if (!/^(ssh|ecdsa|sk)-/.test(kind) || !/^[A-Za-z0-9+/]{16,}={0,2}$/.test(blob)) {
    throw new Failure('usage', (l) => say(l).notKey);
  }
  const digest = createHash('md5').update(Buffer.from(blob, 'base64')).digest('hex');
  return digest.match(/../g)?.join(':') ?? digest;
}
