import { z } from 'zod';
import { type Cloud, Failure, type Lock, type Marks, phrases } from '#kit';
import { floating } from './address.ts';
import { type Context, gone } from './context.ts';
import { descriptionOf, stampFrom } from './stamp.ts';

const say = phrases({
  en: {
    rests: (name: string) => `${name} rests, and this cloud writes nothing on a machine that rests.`,
    wake: (name: string) => `Bring ${name} back first: gpu unpark.`,
  },
  ru: {
    rests: (name) => `${name} на парковке, а на такую машину это облако ничего не записывает.`,
    wake: (name) => `Сначала верните ${name}: gpu unpark.`,
  },
  ko: {
    rests: (name) => `보관 중인 머신에는 이 클라우드가 아무것도 기록하지 않습니다: ${name}.`,
    wake: (name) => `먼저 다시 켜세요: gpu unpark ${name}.`,
  },
});

/** Beside the stamp: `hoist_lock` says when, until when and whose; the rest is for reading. */
export function marks(context: Context, get: Cloud['get']): Marks {
  const { api } = context;

  /** Nova changes no metadata of a machine that is shelved. */
  async function awake(id: string, signal: AbortSignal): Promise<void> {
    const machine = await get(id, signal);
    if (!machine) throw gone(id);
    if (machine.state !== 'parked' && machine.state !== 'interrupted') return;
    const { name } = machine;
    throw new Failure('conflict', (l) => say(l).rests(name), { hint: (l) => say(l).wake(name) });
  }

  const write = (id: string, metadata: Readonly<Record<string, string>>, signal: AbortSignal) =>
    api.call('compute', { method: 'POST', path: pathOf(id), json: { metadata } }, signal);

  async function ownAddress(id: string, owner: string, signal: AbortSignal): Promise<void> {
    const path = `/floatingips/${encodeURIComponent(id)}`;
    const { json: found } = await api.call('network', { method: 'GET', path, fine: [404] }, signal);
    const { floatingip } = oneAddress.safeParse(found).data ?? {};
    const stamp = stampFrom(floatingip?.description);
    if (!floatingip || !stamp) return;
    // An old Neutron takes an address away from its machine where the port is left out.
    const description = descriptionOf({ ...stamp, owner }, stamp.key);
    const json = { floatingip: { description, port_id: floatingip.port_id ?? null } };
    await api.call('network', { method: 'PUT', path, json }, signal);
  }

  return {
    async lock(id, lock, signal) {
      await awake(id, signal);
      await write(id, writtenOf(lock), signal);
    },
    async unlock(id, signal) {
      await awake(id, signal);
      // The first of them is the lock itself; the others say nothing without it.
      for (const name of [lockName, ...beside]) {
        await api.call('compute', { method: 'DELETE', path: `${pathOf(id)}/${name}`, fine: [404] }, signal);
      }
    },
    async own(thing, owner, signal) {
      const hoist_owner = owner.slice(0, 255);
      if ('address' in thing) return ownAddress(thing.address, owner, signal);
      if ('disk' in thing) {
        const { json } = await api.call('volume', { method: 'GET', path: volumeOf(thing.disk), fine: [404] }, signal);
        if (!stamped.safeParse(json).success) return;
        const metadata = { hoist_owner };
        await api.call('volume', { method: 'POST', path: volumeOf(thing.disk), json: { metadata } }, signal);
        return;
      }
      await awake(thing.machine, signal);
      const { json } = await api.call('compute', { method: 'GET', path: pathOf(thing.machine) }, signal);
      if (stamped.safeParse(json).success) await write(thing.machine, { hoist_owner }, signal);
    },
  };
}

const pathOf = (id: string) => `/servers/${encodeURIComponent(id)}/metadata`;
const volumeOf = (id: string) => `/volumes/${encodeURIComponent(id)}/metadata`;
const oneAddress = z.object({ floatingip: floating });
const stamped = z.object({ metadata: z.object({ hoist_key: z.string() }) });

const lockName = 'hoist_lock';
const beside = ['hoist_lock_name', 'hoist_lock_reason'] as const;

/** `2026-11-20T10:00:00.000Z until 2026-11-23T10:00:00.000Z by web:local:ann`: in one value, so that it is there or not. */
function writtenOf({ by, name, reason, at, until }: Lock): Readonly<Record<string, string>> {
  // One that was written by hand goes back as it was.
  const words = at === undefined ? reason : [at, ...(until === undefined ? [] : ['until', until]), 'by', by].join(' ');
  return {
    [lockName]: words.slice(0, 255),
    hoist_lock_name: name.slice(0, 255),
    hoist_lock_reason: reason.slice(0, 255),
  };
}

const time = String.raw`\d{4}-\d\d-\d\dT[\d:.]+Z`;
const shape = new RegExp(`^(${time})(?: until (${time}))? by (.+)$`);

/** The lock on a machine. One that somebody wrote by hand holds as well: its words are the reason. */
export function lockIn(metadata: Readonly<Record<string, string>>): Lock | undefined {
  const words = metadata[lockName];
  if (words === undefined || words === '') return undefined;
  const [, at, until, by] = shape.exec(words) ?? [];
  if (at === undefined || by === undefined) return { by: '', name: '', reason: words };
  return {
    ...{ by, name: metadata.hoist_lock_name ?? by, reason: metadata.hoist_lock_reason ?? '' },
    at,
    ...(until === undefined ? {} : { until }),
  };
}
