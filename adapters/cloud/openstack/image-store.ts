import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Failure, type Image, type ImageSpec, type ImageStore, type Key, phrases } from '#kit';
import type { Context } from './context.ts';
import { statusOf } from './errors.ts';
import { image, imageOf, type WireImage } from './image.ts';
import { all, pages } from './pager.ts';
import { drop } from './removal.ts';
import { metadataOf } from './stamp.ts';

const say = phrases({
  en: {
    held: 'This cloud makes no image of a disk that a machine holds, not even of one that is shut down.',
    stopFirst: 'Stop the machine first: its disk stays, and an image can be made of it then.',
  },
  ru: {
    held: 'Это облако не делает образ диска, который занят машиной, даже выключенной.',
    stopFirst: 'Сначала остановите машину: диск останется, и из него можно будет сделать образ.',
  },
  ko: {
    held: '이 클라우드는 머신이 쓰고 있는 디스크로는, 머신이 꺼져 있더라도 이미지를 만들지 않습니다.',
    stopFirst: '먼저 머신을 중지하세요. 디스크는 남으므로 그 뒤에 이미지를 만들 수 있습니다.',
  },
});

const patch = { 'content-type': 'application/openstack-images-v2.1-json-patch' };

/**
 * How an image is found again by its key:
 * - of one that Hoist registers itself (`reserve`, `fromUrl`), the key decides the id: the same wish is the same image.
 * - of one that Cinder registers (`fromDisk`), the id is Cinder's. But Cinder gives the image what the disk remembers
 *   of its own image, so the stamp is written there first and the image is born with it. Patching it afterwards would
 *   not do: Glance writes its own copy of the record back when the bytes have come.
 */
export function imageStore(context: Context): ImageStore {
  const { api } = context;
  const path = (id: string) => `/images/${encodeURIComponent(id)}`;

  async function wire(id: string, signal: AbortSignal): Promise<WireImage | undefined> {
    try {
      return await api.read('image', { method: 'GET', path: path(id) }, image, signal);
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
      await context.reallyGone('image', '/images', 'images', id, error, signal);
      return undefined;
    }
  }

  async function find(key: Key, signal: AbortSignal): Promise<WireImage | undefined> {
    const query = `/images?limit=200&sort=created_at:asc&hoist_key=${encodeURIComponent(key)}`;
    const found = await all(pages(api, 'image', 'images', query, image, signal));
    // An image made of a disk made of that image may have taken the stamp along: an id from the key is the surest.
    const stamped = found.filter((each) => each.hoist_key === key && each.status !== 'deleted');
    return stamped.find(({ id }) => id === idFrom(key)) ?? stamped.find(({ hoist_id }) => hoist_id === 'cloud');
  }

  async function register(spec: ImageSpec, key: Key, signal: AbortSignal): Promise<WireImage> {
    const before = await find(key, signal);
    if (before) return before;
    const json = {
      name: spec.name,
      disk_format: spec.format,
      container_format: 'bare',
      visibility: 'private',
      min_disk: spec.minDisk ?? 0,
      ...metadataOf(spec.stamp, key),
    };
    const post = (body: object) => api.read('image', { method: 'POST', path: '/images', json: body }, image, signal);
    try {
      return await post({ id: idFrom(key), ...json });
    } catch (error) {
      // Taken: by this very wish, or by an image of it that was removed, whose id Glance never gives again.
      // Forbidden or refused: a cloud that lets nobody choose ids.
      if (![400, 403, 409].includes(statusOf(error) ?? 0)) throw error;
      return (await wire(idFrom(key), signal)) ?? post({ ...json, ...cloudsId });
    }
  }

  async function get(id: string, signal: AbortSignal): Promise<Image | undefined> {
    const found = await wire(id, signal);
    return found && imageOf(found);
  }

  /** Unless `enable_force_upload` is set, Cinder takes `force` and ignores it (cinder/volume/api.py). */
  async function refused(disk: string, error: unknown, signal: AbortSignal): Promise<never> {
    const look = { method: 'GET', path: `/volumes/${encodeURIComponent(disk)}` } as const;
    const { status } = (await api.read('volume', look, oneVolume, signal)).volume;
    if (status !== 'in-use') throw error;
    throw new Failure('unsupported', (l) => say(l).held, { cause: error, hint: (l) => say(l).stopFirst });
  }

  return {
    async find(key, signal) {
      const found = await find(key, signal);
      return found && imageOf(found);
    },
    get,
    remove: (id, signal) => drop(context, 'image', path(id), () => get(id, signal), signal),
    async rename(id, name, signal) {
      const json = [{ op: 'replace', path: '/name', value: name }];
      await api.call('image', { method: 'PATCH', path: path(id), headers: patch, json }, signal);
    },
    reserve: async (spec, key, signal) => imageOf(await register(spec, key, signal)),
    async fromUrl({ url, ...spec }, key, signal) {
      const made = await register(spec, key, signal);
      // Registered but not begun: the answer to the first try was lost between the two calls.
      if (made.status === 'queued' && !made.os_glance_failed_import) {
        const json = { method: { name: 'web-download', uri: url } };
        await api.call('image', { method: 'POST', path: `${path(made.id)}/import`, json, fine: [409] }, signal);
      }
      return imageOf(made);
    },
    async fromDisk({ disk, force, ...spec }, key, signal): Promise<Image> {
      const before = await find(key, signal);
      if (before) return imageOf(before);
      const action = (json: object) =>
        ({ method: 'POST', path: `/volumes/${encodeURIComponent(disk)}/action`, json }) as const;
      const stamp = { ...metadataOf(spec.stamp, key), ...cloudsId };
      await api.call('volume', action({ 'os-set_image_metadata': { metadata: stamp } }), signal);
      const upload = { image_name: spec.name, disk_format: spec.format, container_format: 'bare', force };
      const ask = action({ 'os-volume_upload_image': upload });
      const reply = await api.read('volume', ask, uploaded, signal).catch((error: unknown) => {
        if (!force || statusOf(error) !== 400) throw error;
        return refused(disk, error, signal);
      });
      const { image_id } = reply['os-volume_upload_image'];
      return imageOf((await wire(image_id, signal)) ?? { id: image_id, name: spec.name, status: 'queued', ...stamp });
    },
    async send(id, body, bytes, signal) {
      await api.call(
        'image',
        {
          method: 'PUT',
          path: `${path(id)}/file`,
          headers: { 'content-type': 'application/octet-stream', 'content-length': String(bytes) },
          bytes: body,
        },
        signal,
      );
    },
    async fetch(id, from, signal) {
      const headers = { accept: 'application/octet-stream', ...(from > 0 ? { range: `bytes=${from}-` } : {}) };
      const got = await api.download('image', { method: 'GET', path: `${path(id)}/file`, headers }, signal);
      // Not every store of Glance can begin in the middle, and a proxy may ignore the wish: then it is 200 from the start.
      const part = got.status === 206 ? /^bytes (\d+)-/.exec(got.headers['content-range'] ?? '')?.[1] : undefined;
      return { from: Number(part ?? 0), bytes: Number(got.headers['content-length'] ?? 0), body: got.body };
    },
  };
}

// Marks an image whose id the cloud chose.
const cloudsId = { hoist_id: 'cloud' };

const oneVolume = z.object({ volume: z.object({ status: z.string() }) });
const uploaded = z.object({ 'os-volume_upload_image': z.object({ image_id: z.string() }) });

/** A version-5 UUID of the key, in a namespace of our own. */
function idFrom(key: Key): string {
  const digest = createHash('sha1').update('hoist image\0').update(key).digest();
  digest[6] = (digest[6]! & 0x0f) | 0x50;
  digest[8] = (digest[8]! & 0x3f) | 0x80;
  const hex = digest.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
