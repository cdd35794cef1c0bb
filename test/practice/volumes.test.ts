import { expect, it } from 'vitest';
import { cloud, idOf, makeServer, makeVolume } from './client.ts';

it('makes a bootable disk from an image and remembers which', async () => {
  const client = await cloud();
  const id = await makeVolume(client);
  const { volume } = (await client.call('volume', `GET /volumes/${id}`)).body;
  expect(volume).toMatchObject({ status: 'available', bootable: 'true', size: 10, volume_type: 'fast.ru-7a' });
  expect(volume.volume_image_metadata).toMatchObject({ image_name: 'base-image', disk_format: 'raw' });
});

it.each([
  [{ size: 9 }, 'Invalid input received: Volume size 9GB cannot be smaller than the image minDisk size 10GB.'],
  [{ availability_zone: 'ru-7b' }, "Availability zone 'ru-7b' is invalid."],
  [{ size: 0 }, 'Value: 0. 0 is less than the minimum of 1'],
  [{ volume_type: 'golden' }, 'Volume type with name golden could not be found.'],
  [{ colour: 'red' }, "Additional properties are not allowed ('colour' was unexpected)"],
])('refuses a disk with %j', async (wrong, words) => {
  const client = await cloud();
  await expect(makeVolume(client, wrong)).rejects.toThrow(words);
  expect(client.practice.inventory().volumes).toEqual([]);
});

it('refuses a disk too small for what the image unpacks to', async () => {
  const client = await cloud();
  const imageRef = await idOf(client, 'image', 'images', 'debian-12');
  await expect(makeVolume(client, { imageRef, size: 11 })).rejects.toThrow(/smaller than the image minDisk size 12GB/);
  await expect(makeVolume(client, { imageRef, size: 12 })).resolves.toBeTypeOf('string');
});

it('gives the default type of the first zone, which is wrong in every other', async () => {
  const client = await cloud();
  const { body } = await client.call('volume', 'GET /types/default');
  expect(body.volume_type).toMatchObject({ name: 'fast.ru-7a' });
  const bare = { volume_type: undefined, availability_zone: 'ru-7b' };
  await expect(makeVolume(client, bare)).rejects.toThrow("Availability zone 'ru-7b' is invalid.");
});

it('grows a disk and never shrinks it', async () => {
  const client = await cloud();
  const id = await makeVolume(client);
  await client.call('volume', 'GET /volumes');
  const grow = (size: number) =>
    client.call('volume', `POST /volumes/${id}/action`, { 'os-extend': { new_size: size } });
  expect((await grow(20)).status).toBe(202);
  expect((await client.call('volume', `GET /volumes/${id}`)).body.volume).toMatchObject({
    size: 20,
    status: 'available',
  });
  expect((await grow(20)).body.badRequest.message).toMatch(/must be greater than current size/);
});

it('turns a disk into an image whose id is known at once', async () => {
  let now = Date.UTC(2026, 0, 1);
  const client = await cloud({ now: () => now, timings: { imagePerGiB: 2_000 } });
  const id = await makeVolume(client);
  await client.call('volume', 'GET /volumes');
  const wish = { 'os-volume_upload_image': { image_name: 'saved', disk_format: 'raw', container_format: 'bare' } };
  const begun = await client.call('volume', `POST /volumes/${id}/action`, wish);
  const image = begun.body['os-volume_upload_image'].image_id;
  expect(begun.status).toBe(202);
  expect((await client.call('image', `GET /images/${image}`)).body.status).toBe('queued');
  expect((await client.call('volume', `GET /volumes/${id}`)).body.volume.status).toBe('uploading');
  now += 20_000;
  const saved = (await client.call('image', `GET /images/${image}`)).body;
  expect(saved).toMatchObject({ status: 'active', virtual_size: 10 * 1024 ** 3, os_hash_algo: 'sha512' });
  expect((await client.call('volume', `GET /volumes/${id}`)).body.volume.status).toBe('available');
});

it('wants force for an image of a disk in use', async () => {
  const client = await cloud();
  const { volume } = await makeServer(client);
  const save = (force: boolean) =>
    client.call('volume', `POST /volumes/${volume}/action`, { 'os-volume_upload_image': { image_name: 'hot', force } });
  await client.call('compute', 'GET /servers');
  expect((await save(false)).status).toBe(400);
  expect((await save(true)).status).toBe(202);
  expect((await client.call('volume', `GET /volumes/${volume}`)).body.volume.status).toBe('in-use');
});

it('keeps a disk that has snapshots, and makes disks of them', async () => {
  const client = await cloud();
  const id = await makeVolume(client);
  await client.call('volume', 'GET /volumes');
  const made = await client.call('volume', 'POST /snapshots', { snapshot: { volume_id: id, name: 'before' } });
  expect((await client.call('volume', `DELETE /volumes/${id}`)).status).toBe(400);
  const snapshot = made.body.snapshot.id;
  const copy = await makeVolume(client, { imageRef: null, snapshot_id: snapshot, size: 10 });
  expect((await client.call('volume', `GET /volumes/${copy}`)).body.volume).toMatchObject({ bootable: 'true' });
  expect((await client.call('volume', `DELETE /volumes/${id}?cascade=True`)).status).toBe(202);
  expect((await client.call('volume', `GET /volumes/${id}`)).status).toBe(404);
});

it('says 413 and Retry-After 0 when the project has no room for a disk', async () => {
  const client = await cloud({ quotas: { volumes: 1, gigabytes: 30 } });
  const volume = { name: 'a', size: 31, volume_type: 'fast.ru-7a' };
  const large = await client.call('volume', 'POST /volumes', { volume });
  expect(large.status).toBe(413);
  expect(large.headers.get('retry-after')).toBe('0');
  expect(large.body.overLimit.message).toMatch(/Requested 31G, quota is 30G and 0G has been consumed/);
  await makeVolume(client);
  const second = await client.call('volume', 'POST /volumes', { volume: { ...volume, size: 1 } });
  expect(second.body.overLimit.message).toMatch(/Maximum number of volumes allowed \(1\) exceeded/);
});

it('finds disks by metadata, however the client writes it', async () => {
  const client = await cloud();
  const id = await makeVolume(client, { metadata: { hoist_key: 'op.disk' } });
  await makeVolume(client);
  for (const written of ['{"hoist_key": "op.disk"}', "{'hoist_key': 'op.disk'}"]) {
    const { volumes } = (await client.call('volume', `GET /volumes?metadata=${encodeURIComponent(written)}`)).body;
    expect(volumes.map((one: { id: string }) => one.id)).toEqual([id]);
  }
  expect((await client.call('volume', 'GET /volumes?colour=red')).status).toBe(400);
});
