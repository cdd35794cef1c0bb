import { describe, expect, it } from 'vitest';
import { agree, endpoint } from '../../adapters/cloud/openstack/catalog.ts';
import { openstackCloud } from '../../adapters/cloud/openstack/cloud.ts';
import { openstackConfig } from '../../adapters/cloud/openstack/config.ts';
import { selectelProfile } from '../../adapters/cloud/selectel/profile.ts';
import { Failure } from '../../src/kit.ts';

const at = (region: string, url: string, face = 'public') => ({ interface: face, region, url });
const catalog = [
  { type: 'compute', endpoints: [at('ru-7', 'https://ru-7/compute/v2.1'), at('ru-9', 'https://ru-9/compute/v2.1/')] },
  { type: 'block-store', endpoints: [at('ru-7', 'https://ru-7/old')] },
  { type: 'volumev3', endpoints: [at('ru-7', 'https://ru-7/volume/v3/p'), at('ru-7', 'https://inside', 'internal')] },
  { type: 'image', endpoints: [at('ru-7', 'https://ru-7/image'), at('ru-9', 'https://ru-9/image/v2')] },
  { type: 'network', endpoints: [{ ...at('ru-7', 'https://ru-7/network/'), region: null, region_id: 'ru-7' }] },
];
const here = { region: 'ru-7', face: 'public' };

describe('the catalog', () => {
  it.each([
    ['compute', here, 'https://ru-7/compute/v2.1'],
    ['compute', { ...here, region: 'ru-9' }, 'https://ru-9/compute/v2.1'],
    ['volume', here, 'https://ru-7/volume/v3/p'],
    ['volume', { ...here, face: 'internal' }, 'https://inside'],
    ['image', here, 'https://ru-7/image/v2'],
    ['image', { ...here, region: 'ru-9' }, 'https://ru-9/image/v2'],
    ['network', here, 'https://ru-7/network/v2.0'],
    ['network', { ...here, region: undefined }, 'https://ru-7/network/v2.0'],
  ] as const)('finds %s at %j', (service, where, url) => {
    expect(endpoint(catalog, service, where)).toBe(url);
  });

  it('names the regions when there is none of that name', () => {
    const missing = () => endpoint(catalog, 'image', { ...here, region: 'ru-1' });

    expect(missing).toThrow(expect.objectContaining({ code: 'usage', message: expect.stringContaining('ru-1') }));
    expect(hintOf(missing)).toContain('ru-7, ru-9');
  });

  it('asks which region when there are several and none is configured', () => {
    expect(() => endpoint(catalog, 'compute', { ...here, region: undefined })).toThrow('several regions (ru-7, ru-9)');
  });
});

describe('T-05: a zone belongs to the region it is named after', () => {
  it.each([
    ['ru-7a', 'ru-9'],
    ['gis-1a', 'gis-2'],
    ['ru-1c', 'ru-7'],
  ])('refuses zone %s in region %s, naming both', (zone, region) => {
    const open = () =>
      openstackCloud(config({ OS_AVAILABILITY_ZONE: zone, OS_REGION_NAME: region }), 'x', selectelProfile);

    expect(open).toThrow(expect.objectContaining({ code: 'usage' }));
    expect(open).toThrow(`Zone ${zone} is not in region ${region}`);
  });

  it.each([
    ['ru-7a', 'ru-7'],
    ['gis-1a', 'gis-1'],
    ['nova', 'RegionOne'],
    ['az1', 'ru-7'],
    [undefined, 'ru-7'],
    ['ru-7a', undefined],
  ])('is content with zone %s in region %s', (zone, region) => {
    expect(() => agree(zone, region)).not.toThrow();
  });

  it('refuses a machine in a zone of another region before anything is asked of the cloud', async () => {
    const cloud = openstackCloud(config({ OS_REGION_NAME: 'ru-7' }), 'x', selectelProfile);
    const spec = {
      name: 'a',
      boot: { disk: 'd' },
      flavor: '1',
      zone: 'ru-9a',
      publicKeys: [],
      spot: false,
      stamp: { owner: 'ann', operation: 'op' },
    };

    await expect(cloud.create(spec, 'k', AbortSignal.timeout(1000))).rejects.toMatchObject({ code: 'usage' });
    await cloud.close();
  });
});

const config = (more: object) =>
  openstackConfig.parse({ OS_AUTH_URL: 'http://127.0.0.1:1/v3', OS_USERNAME: 'u', OS_PASSWORD: 'p', ...more });

function hintOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Failure) return error.hint?.('en') ?? '';
  }
  return '';
}
