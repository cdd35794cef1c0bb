/** One line of Selectel's price list: kopecks for an hour of one unit of `resource` in the segment or pool `group`. */
export interface PriceRow {
  readonly resource: string;
  readonly group: string;
  readonly value: number;
}

// What the public list said on 2025-10-14; prices have risen since, so everything computed from it is an estimate.
// Of a card: roubles an hour on demand and preemptible, and the segments that sell it so.
const cards: readonly (readonly [
  card: string,
  onDemand: number,
  preemptible: number | undefined,
  onDemandIn: readonly string[],
  preemptibleIn: readonly string[],
])[] = [
  ['rtx2080ti', 17.2, 5.16, ['ru-6a', 'ru-7b'], ['ru-6a', 'ru-7b']],
  ['a2000', 17, 5.1, ['ru-7a', 'ru-7b'], ['ru-7a', 'ru-7b']],
  [
    'gtx1080',
    14.48,
    4.34,
    ['ru-1a', 'ru-1b', 'ru-1c', 'ru-3a', 'ru-3b', 'ru-7a', 'ru-9a'],
    ['ru-1a', 'ru-1b', 'ru-1c', 'ru-3a', 'ru-3b', 'ru-7a', 'ru-9a'],
  ],
  ['a2', 28.5, 8.55, ['ru-7a'], ['ru-7a']],
  ['t4', 38.4, 11.52, ['ru-2c', 'ru-3b', 'ru-6a', 'ru-7a', 'ru-9a'], ['ru-3b', 'ru-6a', 'ru-7a']],
  ['a30', 51.37, 27.63, ['ru-7a'], ['ru-6a', 'ru-7a']],
  ['rtx4090', 67.2, 20.16, ['ru-6a', 'ru-7b'], ['ru-6a', 'ru-7b']],
  ['a5000', 68.5, 20.55, ['ru-6a', 'ru-7a', 'ru-7b', 'kz-1a', 'uz-2a'], ['ru-6a', 'ru-7a', 'ru-7b']],
  ['6000_ada', 150.7, 75.35, ['ru-6a', 'ru-7b'], ['ru-6a', 'ru-7b']],
  ['a100', 183.94, 78.83, ['ru-6a', 'ru-7a', 'ru-9a'], ['ru-6a', 'ru-7a']],
  ['a100_nvlink', 197.08, 78.83, ['ru-7a'], ['ru-7a']],
  ['a100_80', 260.27, 130.14, ['ru-6a', 'ru-7b'], ['ru-6a', 'ru-7b']],
  ['h200', 534.25, undefined, ['ru-7b'], []],
];

// Kopecks an hour, in ru-7; other pools differ by little.
const everywhere: Readonly<Record<string, number>> = {
  compute_cores: 89.76,
  compute_cores_preemptible: 22.4,
  compute_ram: 0.031875,
  compute_ram_preemptible: 0.008,
  volume_gigabytes_basic: 1,
  volume_gigabytes_basicssd: 9 / 7.3,
  volume_gigabytes_universal2: 9.3 / 7.3,
  volume_gigabytes_universal: 18.5 / 7.3,
  volume_gigabytes_fast: 39.2 / 7.3,
  image_gigabytes: 1,
  network_floatingips: 24.5,
};

/** Any segment or pool. */
export const anywhere = '*';

export const snapshot: readonly PriceRow[] = [
  ...Object.entries(everywhere).map(([resource, value]) => ({ resource, group: anywhere, value })),
  ...cards.flatMap(([card, onDemand, preemptible, onDemandIn, preemptibleIn]) => [
    ...onDemandIn.map((group) => ({ resource: `compute_pci_gpu_${card}`, group, value: onDemand * 100 })),
    ...preemptibleIn.map((group) => ({
      resource: `compute_pci_gpu_${card}_preemptible`,
      group,
      value: (preemptible ?? 0) * 100,
    })),
  ]),
];
