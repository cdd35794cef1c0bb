/** How long things take, in milliseconds. */
export interface Timings {
  /** Before any call is answered. */
  readonly call: number;
  readonly volumeFromImage: number;
  readonly volume: number;
  readonly server: number;
  readonly noHost: number;
  readonly remove: number;
  readonly power: number;
  readonly attach: number;
  readonly shelve: number;
  readonly unshelve: number;
  /** Each GiB of a disk that becomes an image. */
  readonly imagePerGiB: number;
  readonly address: number;
}

/** About what a public cloud takes: server and disk times as measured on Selectel, the rest as seen on OpenStack. */
const real: Timings = {
  call: 40,
  volumeFromImage: 6_000,
  volume: 1_500,
  server: 22_000,
  noHost: 2_500,
  remove: 4_000,
  power: 5_000,
  attach: 2_000,
  shelve: 8_000,
  unshelve: 25_000,
  imagePerGiB: 2_000,
  address: 600,
};

/** Everything is done at the next look. */
const instant = scaled(0);

export function timings(wish: 'real' | 'instant' | Partial<Timings> | undefined): Timings {
  if (wish === undefined || wish === 'real') return real;
  if (wish === 'instant') return instant;
  return { ...instant, ...wish };
}

/** The real ones, so many times faster. */
export function scaled(factor: number): Timings {
  const scale = (ms: number): number => (factor === 0 ? 0 : Math.round(ms / factor));
  // The keys are those of `real`, which is complete by its type.
  return Object.fromEntries(Object.entries(real).map(([name, ms]) => [name, scale(ms)])) as unknown as Timings;
}
