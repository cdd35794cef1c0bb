import { describe, expect, it } from 'vitest';
import { machineOf, type Server } from '../../adapters/cloud/openstack/machine.ts';
import { selectelProfile } from '../../adapters/cloud/selectel/profile.ts';
import type { MachineSpec } from '../../src/kit.ts';
import { cloudAt, type Stub, soon, stub } from './stub.ts';

const addresses = { net: [{ addr: '192.168.0.5', 'OS-EXT-IPS:type': 'fixed' }] };
const server = (more: Partial<Server>): Server => ({ id: 's-1', name: 'gpu-1', addresses, ...more });
const started = { 'OS-SRV-USG:launched_at': '2026-11-20T10:00:00.000000' };
const byHoist = { hoist_parked: '2026-11-20T10:00:00.000000' };
const spot = { tags: ['preemptible'] };

describe('the state of a machine', () => {
  it.each([
    ['building', 'as Nova builds it', { status: 'BUILD', addresses: {} }],
    ['building', 'as ACTIVE without an address, which Neutron has yet to plug', { status: 'ACTIVE', addresses: {} }],
    ['on', 'when it has an address', { status: 'ACTIVE' }],
    ['on', 'while it is being shelved', { status: 'ACTIVE', 'OS-EXT-STS:task_state': 'shelving' }],
    ['removing', 'while it is deleted', { status: 'ACTIVE', 'OS-EXT-STS:task_state': 'deleting' }],
    ['off', 'when stopped', { status: 'SHUTOFF' }],
    ['parked', 'when shelved', { status: 'SHELVED_OFFLOADED' }],
    ['building', 'on its way back', { status: 'SHELVED_OFFLOADED', 'OS-EXT-STS:task_state': 'spawning' }],
    ['interrupted', 'when a spot machine is shelved by somebody else', { status: 'SHELVED_OFFLOADED', ...spot }],
    ['interrupted', 'when a spot machine is SHELVED', { status: 'SHELVED', ...spot, ...started }],
    ['interrupted', 'when it EXPIRED', { status: 'EXPIRED', ...spot }],
    ['parked', 'when Hoist parked the spot machine', { status: 'SHELVED', ...spot, ...started, metadata: byHoist }],
    [
      'interrupted',
      'when Hoist parked it once, and it has started since',
      { status: 'SHELVED', ...spot, 'OS-SRV-USG:launched_at': '2026-11-21T08:00:00.000000', metadata: byHoist },
    ],
    ['failed', 'in ERROR', { status: 'ERROR' }],
    ['unknown', 'in a word nobody knows', { status: 'DREAMING' }],
    ['unknown', 'when its cell is down and Nova says nothing but the id', { status: null, addresses: null }],
  ] as const)('is %s %s', (state, _, wire) => {
    // Rows differ in their fields; each is a part of what Nova may send.
    expect(machineOf(server(wire as Partial<Server>), new Map()).state).toBe(state);
  });

  it("keeps the provider's word, and names an unknown one as the fault", () => {
    const machine = machineOf(server({ status: 'DREAMING', 'OS-EXT-STS:task_state': 'snoring' }), new Map());

    expect(machine).toMatchObject({ word: 'DREAMING snoring', fault: 'unknown: DREAMING' });
  });

  it('shows addresses that anybody can reach first', () => {
    const net = [
      { addr: '192.168.0.5', 'OS-EXT-IPS:type': 'fixed' },
      { addr: '172.20.1.1', 'OS-EXT-IPS:type': 'fixed' },
      { addr: '10.9.9.9', 'OS-EXT-IPS:type': 'floating' },
      { addr: '91.123.45.67', 'OS-EXT-IPS:type': 'fixed' },
    ];

    const found = machineOf(server({ status: 'ACTIVE', addresses: { net } }), new Map()).addresses;

    expect(found.map(({ ip, kind }) => `${kind} ${ip}`)).toEqual([
      'public 10.9.9.9',
      'public 91.123.45.67',
      'private 192.168.0.5',
      'private 172.20.1.1',
    ]);
  });
});

const spec: MachineSpec = {
  name: 'gpu-1',
  boot: { disk: 'd-1' },
  flavor: '3031',
  keyName: 'ansible-key',
  publicKeys: [],
  spot: false,
  stamp: { owner: 'web:local:ann', operation: 'op-1' },
};

async function nova(version = '2.93'): Promise<Stub> {
  const from = await stub();
  from.on('GET /compute/', () => ({ json: { version: { version } } }));
  from.on('GET /compute/servers/detail', () => ({ json: { servers: [] } }));
  from.on('GET /network/v2.0/networks', () => ({ json: { networks: [{ id: 'n-1', name: 'net' }] } }));
  from.on('POST /compute/servers', () => ({ status: 202, json: { server: { id: 's-1' } } }));
  return from;
}

const sent = (from: Stub): unknown => JSON.parse(from.asked('POST /compute/servers')[0]?.body ?? '{}');

describe('making a machine', () => {
  it('S0-D01: tells Nova in so many words to leave the disk', async () => {
    const from = await nova();

    await cloudAt(from.url).create(spec, 'op-1.machine', soon());

    expect(sent(from)).toMatchObject({
      server: { block_device_mapping_v2: [{ uuid: 'd-1', boot_index: 0, delete_on_termination: false }] },
    });
  });

  it('S0-D16: sends networks as a list', async () => {
    const from = await nova();

    await cloudAt(from.url).create(spec, 'op-1.machine', soon());

    expect(sent(from)).toMatchObject({
      server: { networks: [{ uuid: 'n-1' }], security_groups: [{ name: 'default' }] },
    });
  });

  it('speaks 2.72 where it is there, and what an older cloud has where it is not', async () => {
    const [newer, older, silent] = [await nova('2.93'), await nova('2.60'), await nova('nonsense')];

    for (const each of [newer, older, silent]) await cloudAt(each.url).create(spec, 'op-1.machine', soon());

    const versions = [newer, older, silent].map((each) => {
      const { headers } = each.asked('POST /compute/servers')[0] ?? {};
      return [headers?.['openstack-api-version'], headers?.['x-openstack-nova-api-version']];
    });
    expect(versions).toEqual([
      ['compute 2.72', '2.72'],
      ['compute 2.60', '2.60'],
      ['compute 2.1', '2.1'],
    ]);
  });

  it('refuses a spot machine where Nova is too old for tags, and says so before making anything', async () => {
    const from = await nova('2.26');
    const cloud = cloudAt(from.url, { profile: selectelProfile });

    await expect(cloud.create({ ...spec, spot: true }, 'k', soon())).rejects.toMatchObject({ code: 'unsupported' });

    expect(from.asked('POST /compute/servers')).toHaveLength(0);
  });

  it('S0-95: marks a spot machine by its tag, and reads back whether the cloud took it', async () => {
    const from = await nova();
    from.on('GET /compute/servers/s-1', () => ({ json: { server: { id: 's-1', status: 'BUILD', tags: [] } } }));
    const cloud = cloudAt(from.url, { profile: selectelProfile });

    const machine = await cloud.create({ ...spec, spot: true }, 'k', soon());

    expect(sent(from)).toMatchObject({ server: { tags: ['preemptible'] } });
    expect(machine.spot).toBe(false);
  });

  it('puts the keys of several people in by cloud-init', async () => {
    const from = await nova();
    const publicKeys = ['ssh-ed25519 AAAA ann', 'ssh-ed25519 BBBB bob: "x"'];

    await cloudAt(from.url).create({ ...spec, publicKeys }, 'k', soon());

    // The body is the one made above; its user_data is base64 by Nova's rules.
    const { server } = sent(from) as { server: { user_data: string } };
    expect(Buffer.from(server.user_data, 'base64').toString()).toBe(
      '#cloud-config\ndisable_root: false\nssh_authorized_keys:\n' +
        '  - "ssh-ed25519 AAAA ann"\n  - "ssh-ed25519 BBBB bob: \\"x\\""\n',
    );
  });

  it('says how to set up the network where there is none', async () => {
    const from = await nova();
    from.on('GET /network/v2.0/networks', () => ({ json: { networks: [] } }));

    const made = cloudAt(from.url).create(spec, 'k', soon());

    await expect(made).rejects.toMatchObject({ code: 'not-found', next: [{ press: { command: 'net setup' } }] });
  });
});

it('does not call a machine gone that the cloud hides from the bot but lists', async () => {
  const from = await nova();
  from.on('GET /compute/servers', () => ({ json: { servers: [{ id: 's-1' }] } }));
  const cloud = cloudAt(from.url, { profile: selectelProfile });

  await expect(cloud.get('s-1', soon())).rejects.toMatchObject({ code: 'denied' });
  expect(await cloud.get('s-2', soon())).toBeUndefined();
});
