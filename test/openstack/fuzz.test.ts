import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureFrom } from '../../adapters/cloud/openstack/errors.ts';
import { gpuOf } from '../../adapters/cloud/openstack/gpu.ts';
import { descriptionOf, metadataOf, stampFrom, stampIn } from '../../adapters/cloud/openstack/stamp.ts';
import { selectelProfile } from '../../adapters/cloud/selectel/profile.ts';
import { type Cloud, Failure, locales, need } from '../../src/kit.ts';
import { cloudAt, far, granted, type Said, soon, stub } from './stub.ts';

const stamp = { owner: 'web:local:ann', operation: 'op-1' };
const port = { addr: '192.168.0.5', 'OS-EXT-IPS:type': 'fixed' };
const server = {
  id: 's-1',
  name: 'gpu-1',
  status: 'ACTIVE',
  'OS-EXT-STS:task_state': null,
  'OS-EXT-AZ:availability_zone': 'ru-7a',
  addresses: { net: [port] },
  'os-extended-volumes:volumes_attached': [{ id: 'd-1', delete_on_termination: false }],
  flavor: { original_name: 'GL', vcpus: 8, ram: 1024, extra_specs: { 'resources:CUSTOM_GPU_A100': '1' } },
  metadata: { hoist_key: 'k', hoist_owner: 'ann', hoist_operation: 'op-1' },
  tags: ['preemptible'],
  created: '2026-11-20T10:00:00Z',
  fault: { message: 'No valid host was found.' },
};
const volume = {
  id: 'd-1',
  name: 'boot',
  status: 'reserved',
  size: 10,
  volume_type: 'fast.ru-7a',
  bootable: 'true',
  attachments: [{ server_id: 's-1' }],
  volume_image_metadata: { image_name: 'base' },
  metadata: { hoist_key: 'k' },
};
const image = { id: 'i-1', name: 'base', status: 'active', size: 1, min_disk: 1, disk_format: 'raw', hoist_key: 'k' };
const floating = { id: 'f-1', floating_ip_address: '1.2.3.4', port_id: 'p-1', description: 'hoist key=k owner=ann' };
const rule = {
  id: 'r',
  direction: 'ingress',
  protocol: 'tcp',
  port_range_min: 22,
  port_range_max: 22,
  ethertype: 'IPv4',
};
const inNet = { id: 'x', name: 'net', description: '' };

/** What each line answers when it is well. */
const well: Readonly<Record<string, unknown>> = {
  'POST /v3/auth/tokens': { token: granted('URL', far) },
  'GET /compute/': { version: { version: '2.93' } },
  'GET /compute/servers': { servers: [{ id: 's-1' }] },
  'GET /compute/servers/detail': { servers: [server], servers_links: [{ rel: 'next', href: '/x?marker=1' }] },
  'GET /compute/servers/s-1': { server },
  'GET /compute/flavors/detail': {
    flavors: [{ id: '1', name: 'GL', vcpus: 1, ram: 1, disk: 0, description: null, extra_specs: { a: 'b' } }],
  },
  'GET /compute/os-keypairs/key': { keypair: { name: 'key', fingerprint: 'aa' } },
  'GET /compute/os-availability-zone': { availabilityZoneInfo: [{ zoneName: 'a', zoneState: { available: true } }] },
  'GET /compute/limits': { limits: { absolute: { maxTotalCores: -1, totalCoresUsed: 1 } } },
  'GET /volume/volumes/detail': { volumes: [volume] },
  'GET /volume/volumes/d-1': { volume },
  'GET /volume/attachments': { attachments: [{ id: 'a', volume_id: 'd-1', instance: 's-1' }] },
  'GET /volume/types': {
    volume_types: [{ name: 'fast.ru-7a', extra_specs: { 'RESKEY:availability_zones': 'ru-7a' } }],
  },
  'GET /volume/types/default': { volume_type: { name: 'fast.ru-7a' } },
  'POST /volume/volumes/d-1/action': { 'os-volume_upload_image': { image_id: 'i-1' } },
  'GET /image/v2/images': { images: [image], next: '/v2/images?marker=i-1' },
  'GET /image/v2/images/i-1': image,
  'GET /network/v2.0/networks': { networks: [{ ...inNet, 'router:external': false }] },
  'GET /network/v2.0/subnets': {
    subnets: [{ ...inNet, cidr: '192.168.0.0/24', ip_version: 4, gateway_ip: '1.1.1.1' }],
  },
  'GET /network/v2.0/routers': { routers: [{ ...inNet, external_gateway_info: { network_id: 'n' } }] },
  'GET /network/v2.0/ports': {
    ports: [{ id: 'p', device_id: 's-1', fixed_ips: [{ subnet_id: 'x', ip_address: '1' }] }],
  },
  'GET /network/v2.0/security-groups': { security_groups: [{ ...inNet, name: 'default' }] },
  'GET /network/v2.0/security-group-rules': { security_group_rules: [rule] },
  'GET /network/v2.0/floatingips': { floatingips: [floating] },
};

const reads: readonly ((cloud: Cloud) => Promise<unknown>)[] = [
  async (cloud) => {
    for await (const each of cloud.list(soon())) void each;
  },
  (cloud) => cloud.get('s-1', soon()),
  (cloud) => cloud.images(soon()),
  (cloud) => cloud.check(soon()),
  (cloud) => need(cloud, 'flavors').list(soon()),
  (cloud) => need(cloud, 'keys').get('key', soon()),
  (cloud) => need(cloud, 'disks').find('k', soon()),
  (cloud) => need(cloud, 'disks').get('d-1', soon()),
  (cloud) => need(cloud, 'disks').types(soon()),
  (cloud) => need(cloud, 'addresses').of('s-1', soon()),
  (cloud) => need(cloud, 'networks').info(soon()),
  (cloud) => need(cloud, 'imageStore').find('other', soon()),
  (cloud) =>
    need(cloud, 'imageStore').fromDisk({ name: 'n', format: 'raw', disk: 'd-1', force: false, stamp }, 'new', soon()),
];

describe('whatever the cloud answers', () => {
  it('is a value or a failure with words, never an error of ours', { timeout: 120_000 }, async () => {
    const from = await stub();
    let broken: { readonly line: string; readonly said: Said } | undefined;
    for (const [line, body] of Object.entries(well)) {
      const status = line.includes('auth') ? 201 : 200;
      const json = JSON.parse(JSON.stringify(body).replaceAll('URL', from.url)) as unknown;
      const headers = { 'x-subject-token': 'token' };
      from.on(line, () => (broken?.line === line ? { status, headers, ...broken.said } : { status, headers, json }));
    }
    const lines = fc.constantFrom(...Object.keys(well));
    const cases = lines.chain((line) => fc.record({ line: fc.constant(line), said: answers(well[line]) }));

    await fc.assert(
      fc.asyncProperty(cases, async (each) => {
        broken = each;
        const cloud = cloudAt(from.url, { profile: selectelProfile });
        for (const read of reads) {
          const error: unknown = await read(cloud).then(
            () => undefined,
            (reason: unknown) => reason,
          );
          if (error === undefined) continue;
          expect(error).toBeInstanceOf(Failure);
          if (error instanceof Failure) for (const locale of locales) expect(error.phrase(locale)).not.toBe('');
        }
        await cloud.close();
      }),
      { numRuns: 60 },
    );
  });

  it('becomes a failure with words when it is an error', () => {
    const refusal = fc.record({
      status: fc.integer({ min: 300, max: 599 }),
      text: fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.json(),
        fc.webUrl().map((url) => `<h1>no</h1>${url}`),
      ),
    });

    fc.assert(
      fc.property(refusal, ({ status, text }) => {
        const failure = failureFrom({ service: 'image', method: 'GET', path: '/', headers: {}, status, text });
        for (const locale of locales) expect(failure.phrase(locale).trim()).not.toBe('');
      }),
    );
  });
});

describe('a stamp', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
  const stamps = fc.record({ owner: text, operation: text, channel: text }, { requiredKeys: ['owner', 'operation'] });
  const keys = fc.stringMatching(/^op-[a-z0-9]{1,20}\.[a-z]{1,12}$/);

  it('comes back from metadata as it went in', () => {
    fc.assert(
      fc.property(stamps, keys, (given, key) => {
        expect(stampIn(metadataOf(given, key))).toEqual({ ...given, key });
      }),
    );
  });

  it('fits into a description of 255 characters, with its key in any case', () => {
    fc.assert(
      fc.property(stamps, keys, (given, key) => {
        const description = descriptionOf(given, key);
        expect(description.length).toBeLessThanOrEqual(255);
        expect(stampFrom(description)?.key).toBe(key);
      }),
    );
  });

  it('is not seen in what other people write', () => {
    const ours = /^hoist key=/;
    fc.assert(
      fc.property(fc.string(), (words) => {
        if (!ours.test(words)) expect(stampFrom(words)).toBeUndefined();
      }),
    );
  });
});

it('a flavor of any name has one or more GPUs, or none', () => {
  const flavor = fc.record({ name: fc.string(), specs: fc.dictionary(fc.string(), fc.string()) });
  fc.assert(
    fc.property(flavor, (each) => {
      expect(gpuOf(each, new Map())?.count ?? 1).toBeGreaterThan(0);
    }),
  );
});

/** The answer with one place of it changed or missing, or something else altogether. */
function answers(good: unknown): fc.Arbitrary<Said> {
  const other = fc.oneof(fc.constant(null), fc.constant(undefined), fc.jsonValue(), fc.constant([]), fc.constant({}));
  const changed = fc
    .tuple(fc.constantFrom(...paths(good)), other)
    .map(([path, value]) => ({ json: changedAt(good, path, value) }));
  const strange = fc.constantFrom<Said>(
    { text: '' },
    { text: '<html>' },
    { text: '[' },
    { status: 204 },
    { json: [1] },
  );
  return fc.oneof({ weight: 6, arbitrary: changed }, { weight: 1, arbitrary: strange });
}

type Path = readonly (string | number)[];

function paths(value: unknown, at: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  const inside = Array.isArray(value) ? value.map((each, i) => [i, each] as const) : Object.entries(value);
  return [at, ...inside.flatMap(([name, each]) => paths(each, [...at, name]))];
}

function changedAt(value: unknown, [first, ...rest]: Path, to: unknown): unknown {
  if (first === undefined) return to;
  if (Array.isArray(value)) return value.map((each, i) => (i === first ? changedAt(each, rest, to) : each));
  if (typeof value !== 'object' || value === null) return to;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, name === first ? changedAt(each, rest, to) : each]),
  );
}
