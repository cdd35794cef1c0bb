import { describe, expect, it } from 'vitest';
import { openstackCloud } from '../../adapters/cloud/openstack/cloud.ts';
import openstack from '../../adapters/cloud/openstack/index.ts';
import { plainOpenstack } from '../../adapters/cloud/openstack/profile.ts';
import { selectelCloud } from '../../adapters/cloud/selectel/cloud.ts';
import selectel from '../../adapters/cloud/selectel/index.ts';
import { cardOf } from '../../adapters/cloud/selectel/price.ts';
import { selectelPrices } from '../../adapters/cloud/selectel/prices.ts';
import { type Flavor, need, type Priced } from '../../src/kit.ts';
import { soon, stub } from './stub.ts';

const flavor = (model?: string, count = 1): Flavor => ({
  id: '3031',
  name: 'GL',
  cores: 8,
  memory: 65_536,
  localDisk: 0,
  deprecated: false,
  ...(model ? { gpu: { model, count } } : {}),
});
const machine = (spot: boolean, zone = 'ru-7a', model = 'A100', count = 1): Priced => ({
  kind: 'machine',
  flavor: flavor(model, count),
  zone,
  spot,
});

describe('the price table', () => {
  const { of } = selectelPrices({ region: 'ru-7' });

  it('adds cores, memory and cards, each at its own price', async () => {
    // 8 · 0.8976 + 65 536 · 0.00031875 + 183.94
    expect((await of(machine(false), soon()))?.perHour).toBeCloseTo(7.1808 + 20.8896 + 183.94, 4);
    // 8 · 0.224 + 65 536 · 0.00008 + 2 · 78.83
    expect((await of(machine(true, 'ru-7a', 'A100', 2), soon()))?.perHour).toBeCloseTo(1.792 + 5.24288 + 157.66, 4);
  });

  it.each([
    [{ kind: 'disk', size: 20, type: 'universal.ru-7a', zone: 'ru-7a' }, (20 * 18.5) / 730],
    [{ kind: 'disk', size: 20, type: 'fast', zone: 'ru-7a' }, (20 * 39.2) / 730],
    [{ kind: 'disk', size: 100, type: 'basic.ru-7b', zone: undefined }, (100 * 7.3) / 730],
    [{ kind: 'image', bytes: 100 * 1024 ** 3 }, 1],
    [{ kind: 'address' }, 0.245],
    [{ kind: 'machine', flavor: flavor(), zone: 'ru-9a', spot: false }, 7.1808 + 20.8896],
  ] as const)('knows %j', async (thing, roubles) => {
    const price = await of(thing, soon());

    expect(price).toMatchObject({ currency: 'RUB', estimate: true });
    expect(price?.perHour).toBeCloseTo(roubles, 4);
  });

  it('knows nothing rather than half where a card, or its spot price, is not sold', async () => {
    const unknown = [
      machine(false, 'ru-7a', 'B300'),
      machine(false, 'ru-7a', 'H200'),
      machine(true, 'ru-7b', 'H200'),
      machine(true, 'ru-9a', 'T4'),
      { kind: 'disk', size: 1, type: 'holographic', zone: 'ru-7a' },
    ] as const;

    for (const thing of unknown) expect(await of(thing, soon())).toBeUndefined();
  });

  it.each([
    ['A100', 'a100'],
    ['A100-80', 'a100_80'],
    ['A100-NVLink', 'a100_nvlink'],
    ['RTX 4090', 'rtx4090'],
    ['RTX4090', 'rtx4090'],
    ['RTX 2080 Ti', 'rtx2080ti'],
    ['GTX 1080', 'gtx1080'],
    ['RTX 6000 Ada', '6000_ada'],
    ['NVIDIA Tesla T4', 't4'],
    ['RTX A5000', 'a5000'],
  ])('calls %s %s', (model, card) => {
    expect(cardOf(model)).toBe(card);
  });
});

describe('the price list of today', () => {
  const row = (resource: string, group: string, value: number | string) => ({ resource, group, value, unit: '1' });
  const rows = [
    row('compute_cores', 'ru-7a', 100),
    row('compute_ram', 'ru-7a', '0.04'),
    row('compute_pci_gpu_a100', 'ru-7a', 20_000),
    row('network_floatingips', 'ru-7', 30),
  ];
  const access = { OS_AUTH_URL: 'http://127.0.0.1:1/v3', OS_USERNAME: 'u', OS_PASSWORD: 'p' };

  async function priced(answer: object = { json: { status: 'ok', prices: rows } }) {
    let time = 0;
    const from = await stub();
    from.on('GET /v2/billing/vpc/prices', () => answer);
    const env = { ...access, OS_AVAILABILITY_ZONE: 'ru-7a', SELECTEL_TOKEN: 'static', SELECTEL_API_URL: from.url };
    const cloud = selectelCloud(selectel.config.parse(env), 'selectel', () => time);
    const asked = () => from.asked('GET /v2/billing/vpc/prices');
    return { cloud, of: need(cloud, 'prices').of, asked, pass: (ms: number) => void (time += ms) };
  }

  it('is asked for once a day with the static token, and is no estimate', async () => {
    const { of, asked, pass } = await priced();

    const [first] = await Promise.all([of(machine(false), soon()), of({ kind: 'address' }, soon())]);
    pass(23 * 3_600_000);
    await of(machine(false), soon());
    expect(asked()).toHaveLength(1);
    pass(3_600_000);
    await of(machine(false), soon());

    expect(first).toMatchObject({ currency: 'RUB', estimate: false });
    expect(first?.perHour).toBeCloseTo(8 + 26.2144 + 200, 6);
    expect(asked()).toHaveLength(2);
    expect(asked()[0]?.headers['x-token']).toBe('static');
    expect(await of({ kind: 'address' }, soon())).toMatchObject({ perHour: 0.3 });
  });

  it.each([
    ['is refused', { status: 403 }],
    ['makes no sense', { json: { prices: 'many' } }],
    ['lacks what is asked for', { json: { prices: [] } }],
  ])('gives way to the table, as an estimate, when it %s', async (_, answer) => {
    const { of, asked } = await priced(answer);

    await of({ kind: 'address' }, soon());
    const price = await of({ kind: 'address' }, soon());

    expect(price).toEqual({ perHour: 0.245, currency: 'RUB', estimate: true });
    expect(asked()).toHaveLength(1);
  });
});

describe('a configured table', () => {
  it('prices by id or name of the flavor, by type of the disk, and by the gigabyte', async () => {
    const PRICES = 'EUR flavor:GL=2.5 spot:3031=1 disk:fast=0.002 disk=0.001 image=0.01 address=0.005';
    const env = { OS_AUTH_URL: 'http://127.0.0.1:1/v3', OS_USERNAME: 'u', OS_PASSWORD: 'p', PRICES };
    const cloud = openstackCloud(openstack.config.parse(env), 'x', plainOpenstack);
    const { of } = need(cloud, 'prices');

    const prices = [
      await of(machine(false), soon()),
      await of(machine(true), soon()),
      await of({ kind: 'disk', size: 10, type: 'fast.ru-7a', zone: undefined }, soon()),
      await of({ kind: 'disk', size: 10, type: undefined, zone: undefined }, soon()),
      await of({ kind: 'image', bytes: 5 * 1024 ** 3 }, soon()),
      await of({ kind: 'address' }, soon()),
    ];

    expect(prices.map((price) => price?.perHour)).toEqual([2.5, 1, 0.02, 0.01, 0.05, 0.005]);
    expect(prices[0]).toMatchObject({ currency: 'EUR', estimate: true });
    await cloud.close();
  });
});
