import { describe, expect, it } from 'vitest';
import { plainOpenstack } from '../../adapters/cloud/openstack/profile.ts';
import { selectelProfile } from '../../adapters/cloud/selectel/profile.ts';
import { need } from '../../src/kit.ts';
import { cloudAt, type Stub, soon, stub } from './stub.ts';

const spec = { name: 'boot', size: 10, zone: 'ru-7b', stamp: { owner: 'ann', operation: 'op-1' } };

async function cinder(...types: readonly string[]): Promise<Stub> {
  const from = await stub();
  from.on('GET /volume/volumes/detail', () => ({ json: { volumes: [] } }));
  from.on('GET /volume/types', () => ({ json: { volume_types: types.map((name) => ({ id: name, name })) } }));
  from.on('POST /volume/volumes', ({ body }) => ({
    status: 202,
    json: { volume: { ...JSON.parse(body).volume, id: 'd-1' } },
  }));
  return from;
}

describe('T-01: the type of a disk', () => {
  it.each([
    ['selectel', 'universal', 'universal.ru-7b'],
    ['selectel', 'universal.ru-7a', 'universal.ru-7a'],
    ['openstack where types carry their zone', 'universal', 'universal.ru-7b'],
    ['openstack where a type is called just that', 'ssd', 'ssd'],
    ['openstack that does not have it, in its own words', 'gold', 'gold'],
  ])('at %s, %s becomes %s', async (kind, type, wanted) => {
    const from = await cinder('universal.ru-7a', 'universal.ru-7b', 'ssd');
    const profile = kind === 'selectel' ? selectelProfile : plainOpenstack;
    const disks = need(cloudAt(from.url, { profile }), 'disks');

    const disk = await disks.create({ ...spec, type }, 'op-1.disk', soon());

    expect(disk.type).toBe(wanted);
    expect(disks.typeName(type, 'ru-7b')).toBe(wanted);
  });

  it('is left to the cloud where nobody says one', async () => {
    const from = await cinder('ssd');

    const disk = await need(cloudAt(from.url), 'disks').create(spec, 'op-1.disk', soon());

    expect(disk.type).toBeUndefined();
  });
});

const volume = (id: string, more: object) => ({ id, name: id, status: 'available', size: 10, ...more });
const stamped = { metadata: { hoist_key: 'op-1.disk', hoist_owner: 'ann', hoist_operation: 'op-1' } };

it('keeps the oldest of several disks of one wish, and removes only those nobody uses', async () => {
  const from = await cinder();
  const volumes = [
    volume('young-and-free', { ...stamped, created_at: '2026-11-20T10:00:02' }),
    volume('oldest', { ...stamped, created_at: '2026-11-20T10:00:00' }),
    volume('young-but-used', { ...stamped, status: 'in-use', created_at: '2026-11-20T10:00:01' }),
    volume('of-somebody-else', { created_at: '2026-11-20T10:00:03' }),
  ];
  from.on('GET /volume/volumes/detail', () => ({ json: { volumes } }));
  from.on('DELETE /volume/volumes/young-and-free', () => ({ status: 202 }));
  const disks = need(cloudAt(from.url), 'disks');

  const found = await disks.find('op-1.disk', soon());
  const made = await disks.create(spec, 'op-1.disk', soon());

  expect([found?.id, made.id]).toEqual(['oldest', 'oldest']);
  expect(from.heard.filter(({ method }) => method === 'DELETE').map(({ path }) => path)).toEqual([
    '/volume/volumes/young-and-free',
  ]);
});

it("tells a failed disk's reason, which Cinder keeps apart", async () => {
  const from = await cinder();
  from.on('GET /volume/volumes/d-1', () => ({ json: { volume: volume('d-1', { status: 'error' }) } }));
  const user_message = 'create volume: Image used for creating volume exceeds available space.';
  from.on('GET /volume/messages', () => ({ json: { messages: [{ user_message }] } }));

  const disk = await need(cloudAt(from.url), 'disks').get('d-1', soon());

  expect(disk).toMatchObject({ state: 'failed', word: 'error', fault: user_message });
});

describe('a disk that Cinder calls reserved', () => {
  async function reserved(...servers: readonly string[]): Promise<Stub> {
    const from = await cinder();
    const held = { id: 'a-1', volume_id: 'd-1', instance: 's-1' };
    let attachments = [held];
    const status = () => (attachments.length > 0 ? 'reserved' : 'available');
    from.on('GET /volume/volumes/d-1', () => ({ json: { volume: volume('d-1', { status: status() }) } }));
    from.on('GET /volume/attachments', () => ({ json: { attachments } }));
    from.on('GET /compute/servers', () => ({ json: { servers: servers.map((id) => ({ id })) } }));
    from.on('DELETE /volume/attachments/a-1', () => {
      attachments = [];
      return { json: { attachments } };
    });
    from.on('DELETE /volume/volumes/d-1', () =>
      attachments.length > 0
        ? { status: 400, json: { badRequest: { message: 'Volume status must be available' } } }
        : { status: 202 },
    );
    return from;
  }

  it('is used by the parked machine that holds it, and cannot be removed', async () => {
    const from = await reserved('s-1');
    const disks = need(cloudAt(from.url), 'disks');

    expect(await disks.get('d-1', soon())).toMatchObject({ state: 'used', usedBy: ['s-1'] });
    await expect(disks.remove('d-1', soon())).rejects.toMatchObject({ code: 'conflict', again: true });
    expect(from.asked('DELETE /volume/attachments/a-1')).toHaveLength(0);
  });

  it('is free when the machine went while it was being built, and can be removed', async () => {
    const from = await reserved();
    const disks = need(cloudAt(from.url), 'disks');

    expect(await disks.get('d-1', soon())).toMatchObject({ state: 'free', usedBy: [] });
    await disks.remove('d-1', soon());

    expect(from.asked('DELETE /volume/attachments/a-1')).toHaveLength(1);
    expect(from.asked('DELETE /volume/volumes/d-1')).toHaveLength(2);
  });
});
