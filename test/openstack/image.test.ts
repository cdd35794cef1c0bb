import { describe, expect, it, onTestFinished } from 'vitest';
import { imageOf } from '../../adapters/cloud/openstack/image.ts';
import { need } from '../../src/kit.ts';
import { practised } from './practice-cloud.ts';
import { cloudAt, soon, stub } from './stub.ts';

const stamp = { owner: 'web:local:ann', operation: 'op-1' };
const gib = 1024 ** 3;

describe('the smallest disk for an image', () => {
  it.each([
    ['what it says', { min_disk: 20, size: gib }, 20],
    ['what a packed image unpacks to', { min_disk: 0, size: gib, virtual_size: 40 * gib, disk_format: 'qcow2' }, 40],
    ['a raw image itself, rounded up', { size: 2 * gib + 1, disk_format: 'raw' }, 3],
    ['1 GB where nothing is known', { min_disk: null, size: null, virtual_size: null }, 1],
  ] as const)('is %s', (_, wire, wanted) => {
    expect(imageOf({ id: 'i', ...wire }).minDisk).toBe(wanted);
  });
});

it.each([
  ['queued', {}, 'queued'],
  ['queued', { os_glance_failed_import: 'web-download' }, 'failed'],
  ['importing', {}, 'saving'],
  ['saving', {}, 'saving'],
  ['active', {}, 'ready'],
  ['killed', {}, 'failed'],
  ['pending_delete', {}, 'removing'],
  ['pondering', {}, 'unknown'],
] as const)('an image that is %s %j counts as %s', (status, more, state) => {
  expect(imageOf({ id: 'i', status, ...more }).state).toBe(state);
});

it('S0-D07: tells the id of an image that is made of a disk at once, so that nobody waits for a name', async () => {
  const { cloud, practice, close } = await practised();
  onTestFinished(close);
  const base = (await cloud.images(soon())).find(({ name }) => name === 'base-image');
  const disk = await need(cloud, 'disks').create(
    { name: 'd', size: 10, image: base?.id ?? '', stamp },
    'k.disk',
    soon(),
  );
  await need(cloud, 'disks').get(disk.id, soon());
  const store = need(cloud, 'imageStore');

  const made = await store.fromDisk(
    { name: 'base-image', format: 'raw', disk: disk.id, force: false, stamp },
    'k.image',
    soon(),
  );

  expect((await store.get(made.id, soon()))?.name).toBe('base-image');
  expect(made.id).not.toBe(base?.id);
  expect(practice.inventory().images.filter(({ name }) => name === 'base-image')).toHaveLength(2);
});

it('does not take a copy of an image, which carries its stamp along, for the image itself', async () => {
  const from = await stub();
  const copy = { id: 'made-by-hand', name: 'copy', status: 'active', hoist_key: 'op-1.image' };
  from.on('GET /image/v2/images', () => ({ json: { images: [copy] } }));

  expect(await need(cloudAt(from.url), 'imageStore').find('op-1.image', soon())).toBeUndefined();
});

it('begins an import by address again when only the record was made', async () => {
  const from = await stub();
  let made: object | undefined;
  from.on('GET /image/v2/images', () => ({ json: { images: made ? [made] : [] } }));
  from.on('POST /image/v2/images', ({ body }) => {
    made = { ...JSON.parse(body), status: 'queued' };
    return { status: 201, json: made };
  });
  const imports: unknown[] = [];
  const store = need(cloudAt(from.url), 'imageStore');
  const spec = { name: 'web', format: 'raw', url: 'https://example.org/image.raw', stamp };
  await expect(store.fromUrl(spec, 'op-1.image', soon())).rejects.toMatchObject({ code: 'not-found' });
  // The id follows from the key, so the path of the second try is known.
  const { id } = made as unknown as { id: string };
  from.on(`POST /image/v2/images/${id}/import`, ({ body }) => {
    imports.push(JSON.parse(body));
    return { status: 202 };
  });

  const image = await store.fromUrl(spec, 'op-1.image', soon());

  expect(image.id).toBe(id);
  expect(imports).toEqual([{ method: { name: 'web-download', uri: 'https://example.org/image.raw' } }]);
  expect(from.asked('POST /image/v2/images')).toHaveLength(1);
});

it.each([
  ['a store that can begin in the middle', 206, { 'content-range': 'bytes 3-5/6' }, 'def', 3],
  ['a store that begins anew', 200, {}, 'abcdef', 0],
] as const)('says where the bytes begin with %s', async (_, status, headers, text, from) => {
  const server = await stub();
  server.on('GET /image/v2/images/i-1/file', () => ({ status, headers, text }));

  const got = await need(cloudAt(server.url), 'imageStore').fetch('i-1', 3, soon());
  const chunks = [];
  for await (const chunk of got.body) chunks.push(chunk);

  expect(got).toMatchObject({ from });
  expect(Buffer.concat(chunks).toString()).toBe(text);
  expect(server.asked('GET /image/v2/images/i-1/file')[0]?.headers.range).toBe('bytes=3-');
});
