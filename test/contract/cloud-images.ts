import { expect, it } from 'vitest';
import { has, need, networkParts } from '../../src/kit.ts';
import type { Stage } from './cloud-stage.ts';

/** Cases of the cloud contract: images and networks. */
export function storeCases(stage: Stage): void {
  const { fresh, signal, until, imageThat, stamp } = stage;

  it('reserves one image for one key, takes its bytes, and gives them back from the middle', async ({ skip }) => {
    if (!has(stage.cloud, 'imageStore')) return skip('this cloud keeps no images of ours');
    const store = need(stage.cloud, 'imageStore');
    const name = fresh('image');
    const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, i) => i % 251));

    const first = await store.reserve({ name, format: 'raw', minDisk: 1, stamp }, `${name}.image`, signal());
    const second = await store.reserve({ name, format: 'raw', minDisk: 1, stamp }, `${name}.image`, signal());
    expect(second.id).toBe(first.id);
    await store.send(first.id, pieces(bytes), bytes.length, signal());
    const ready = await until(imageThat(first.id, ({ state }) => state === 'ready'));
    expect(ready).toMatchObject({ name, bytes: bytes.length, stamp: { key: `${name}.image` } });

    for (const from of [0, 70_000]) {
      const got = await store.fetch(first.id, from, signal());
      expect(await joined(got.body)).toEqual(bytes.subarray(got.from));
    }
    await store.rename(first.id, `${name}-renamed`, signal());
    expect((await store.find(`${name}.image`, signal()))?.name).toBe(`${name}-renamed`);
    expect((await stage.cloud.images(signal())).filter(({ id }) => id === first.id)).toHaveLength(1);
    await store.remove(first.id, signal());
    await store.remove(first.id, signal());
    await until(async () => (await store.find(`${name}.image`, signal())) === undefined);
  });

  it('makes one image of a disk for one key, under an id that is known at once', async ({ skip }) => {
    if (!has(stage.cloud, 'imageStore') || !has(stage.cloud, 'disks'))
      return skip('this cloud makes no images of disks');
    const store = need(stage.cloud, 'imageStore');
    const name = fresh('saved');
    const boot = await stage.lab.boot();
    if (!('disk' in boot)) return skip('machines of this cloud do not start from a disk');
    const spec = { name, format: 'raw', disk: boot.disk, force: false, stamp };

    const first = await store.fromDisk(spec, `${name}.image`, signal());
    const second = await store.fromDisk(spec, `${name}.image`, signal());

    expect(second.id).toBe(first.id);
    const ready = await until(imageThat(first.id, ({ state }) => state === 'ready'));
    expect(ready).toMatchObject({ name, stamp: { ...stamp, key: `${name}.image` } });
    await store.remove(first.id, signal());
  });

  it('makes each part of the network once, and takes back only what it made', async ({ skip }) => {
    const cloud = stage.lab.bare ?? stage.cloud;
    if (!has(cloud, 'networks')) return skip('this cloud has no network of its own to make');
    const networks = need(cloud, 'networks');
    const name = fresh('network');
    const before = await networks.info(signal());
    expect(networks.parts.every((part) => networkParts.includes(part))).toBe(true);

    for (const part of networks.parts) {
      const first = await networks.ensure(part, `${name}.${part}`, signal());
      expect(await networks.ensure(part, `${name}.${part}`, signal()), part).toEqual(first);
      expect(await networks.ensure(part, `${name}.other.${part}`, signal()), part).toMatchObject({ made: false });
    }
    for (const part of [...networks.parts].reverse()) await networks.remove(part, `${name}.${part}`, signal());
    for (const part of [...networks.parts].reverse()) await networks.remove(part, `${name}.${part}`, signal());

    expect((await networks.info(signal())).parts).toEqual(before.parts);
  });
}

async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 30_000) yield bytes.subarray(at, at + 30_000);
}

async function joined(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
