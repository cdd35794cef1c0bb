import { z } from 'zod';
import { type Disk, type DiskSpec, type Disks, type DiskType, Failure, type Key, phrases } from '#kit';
import type { Context } from './context.ts';
import { statusOf } from './errors.ts';
import { all, pages } from './pager.ts';
import { drop } from './removal.ts';
import { holdsOf, letGo } from './reservation.ts';
import { metadataOf } from './stamp.ts';
import { diskOf, type Volume, volume } from './volume.ts';

const say = phrases({
  en: { held: (name: string, word: string) => `Disk ${name} cannot be removed while it is "${word}".` },
  ru: { held: (name, word) => `Диск ${name} нельзя удалить, пока он в состоянии «${word}».` },
  ko: { held: (name, word) => `${name} 디스크는 "${word}" 상태에서는 삭제할 수 없습니다.` },
});

const volumeType = z.object({
  name: z.string(),
  description: z.string().nullish(),
  extra_specs: z.record(z.string(), z.unknown()).nullish(),
});

export function disks(context: Context): Disks {
  const { api, config } = context;
  // Filled by the first look at the types; until then a short name is lengthened by the cloud's custom alone.
  let known: readonly string[] | undefined;

  async function* list(signal: AbortSignal) {
    const found = await all(pages(api, 'volume', 'volumes', '/volumes/detail?limit=500', volume, signal));
    const holds = await holdsOf(context, found.filter(reserved), signal);
    for (const each of found) yield diskOf(each, holds.get(each.id));
  }

  async function withKey(key: Key, signal: AbortSignal): Promise<readonly Disk[]> {
    const found = (await all(list(signal))).filter((disk) => disk.stamp?.key === key);
    return found.sort(byAge);
  }

  async function types(signal: AbortSignal): Promise<readonly DiskType[]> {
    const [listed, standard] = await Promise.all([
      all(pages(api, 'volume', 'volume_types', '/types', volumeType, signal)),
      defaultType(context, signal),
    ]);
    known = listed.map(({ name }) => name);
    const preferred = config.DISK_TYPE && lengthened(config.DISK_TYPE, config.OS_AVAILABILITY_ZONE, known, context);
    return listed.map((type) => typeOf(type, preferred ?? standard));
  }

  async function typeFor(spec: DiskSpec, zone: string | undefined, signal: AbortSignal): Promise<string | undefined> {
    const short = spec.type ?? config.DISK_TYPE;
    if (short === undefined) return undefined;
    if (!context.profile.zonedTypes && !known) await types(signal);
    return lengthened(short, zone, known, context);
  }

  async function get(id: string, signal: AbortSignal): Promise<Disk | undefined> {
    const path = `/volumes/${encodeURIComponent(id)}`;
    try {
      const wire = (await api.read('volume', { method: 'GET', path }, one, signal)).volume;
      const holds = reserved(wire) ? await holdsOf(context, [wire], signal) : new Map();
      const found = diskOf(wire, holds.get(id));
      return found.state === 'failed' ? { ...found, ...(await reason(context, id, signal)) } : found;
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
      await context.reallyGone('volume', '/volumes', 'volumes', id, error, signal);
      return undefined;
    }
  }

  async function remove(id: string, signal: AbortSignal): Promise<void> {
    const dropIt = () => drop(context, 'volume', `/volumes/${encodeURIComponent(id)}`, () => get(id, signal), signal);
    try {
      await dropIt();
    } catch (error) {
      if (statusOf(error) !== 400) throw error;
      // Cinder answers 400 to a disk that is going already, and to one that a machine being removed still holds.
      const disk = await get(id, signal);
      if (!disk || !staying(disk)) return;
      if (disk.state !== 'free') throw held(disk, error);
      await letGo(context, id, signal);
      await dropIt();
    }
  }

  return {
    list,
    types,
    get,
    remove,
    async find(key, signal) {
      const found = await withKey(key, signal);
      return found.find(staying) ?? found[0];
    },
    typeName: (short, zone) => lengthened(short, zone ?? config.OS_AVAILABILITY_ZONE, known, context),
    async create(spec, key, signal) {
      const zone = context.zone(spec.zone);
      const [first, ...doubles] = (await withKey(key, signal)).filter(staying);
      if (first) {
        // A lost answer and a list that came too late can leave two. Only one that nobody uses is taken away.
        for (const double of doubles) if (double.state === 'free') await remove(double.id, signal);
        return first;
      }
      const type = await typeFor(spec, zone, signal);
      const json = {
        volume: {
          name: spec.name,
          size: spec.size,
          metadata: metadataOf(spec.stamp, key),
          ...(type ? { volume_type: type } : {}),
          ...(zone ? { availability_zone: zone } : {}),
          ...(spec.image ? { imageRef: spec.image } : {}),
        },
      };
      return diskOf((await api.read('volume', { method: 'POST', path: '/volumes', json }, one, signal)).volume);
    },
  };
}

const one = z.object({ volume });

/** `universal` becomes `universal.ru-7a` where that is how types are called there. Both forms are accepted. */
function lengthened(
  short: string,
  zone: string | undefined,
  known: readonly string[] | undefined,
  { profile }: Context,
): string {
  if (!zone || short.includes('.') || known?.includes(short)) return short;
  const long = `${short}.${zone}`;
  return profile.zonedTypes || known?.includes(long) ? long : short;
}

function typeOf(
  { name, description, extra_specs }: z.infer<typeof volumeType>,
  preferred: string | undefined,
): DiskType {
  const told = extra_specs?.['RESKEY:availability_zones'];
  const zone = typeof told === 'string' && told ? told : /\.([a-z]+-\d+[a-z])$/.exec(name)?.[1];
  return {
    name,
    default: name === preferred,
    ...(zone ? { zone } : {}),
    ...(description ? { about: description } : {}),
  };
}

const oneType = z.object({ volume_type: volumeType });

async function defaultType({ api }: Context, signal: AbortSignal): Promise<string | undefined> {
  const { json } = await api.call('volume', { method: 'GET', path: '/types/default', fine: [403, 404] }, signal);
  const found = oneType.safeParse(json);
  return found.success ? found.data.volume_type.name : undefined;
}

const messages = z.object({ messages: z.array(z.object({ user_message: z.string() })) });

/** Why a disk failed: Cinder keeps the reason apart, as a message. An old cloud has none. */
async function reason({ api }: Context, id: string, signal: AbortSignal): Promise<{ readonly fault?: string }> {
  const { json } = await api.call(
    'volume',
    {
      method: 'GET',
      path: `/messages?resource_uuid=${encodeURIComponent(id)}`,
      headers: { 'openstack-api-version': 'volume 3.3' },
      fine: [400, 403, 404, 406],
    },
    signal,
  );
  const found = messages.safeParse(json);
  const [message] = found.success ? found.data.messages : [];
  return message ? { fault: message.user_message } : {};
}

const reserved = ({ status }: Volume) => status === 'reserved';
const staying = ({ state }: Disk) => state !== 'removing';
const byAge = (a: Disk, b: Disk) => (a.createdAt ?? '').localeCompare(b.createdAt ?? '');

const held = ({ name, word, state }: Disk, cause: unknown) =>
  new Failure('conflict', (l) => say(l).held(name, word), { cause, again: state === 'used' || state === 'busy' });
