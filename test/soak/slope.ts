export interface Sample {
  /** Minutes since the beginning. */
  readonly at: number;
  readonly value: number;
}

/** How much it grows a minute: the line with the least squares. */
export function slope(samples: readonly Sample[]): number {
  const mean = (of: (sample: Sample) => number) => samples.reduce((sum, one) => sum + of(one), 0) / samples.length;
  const [at, value] = [mean((one) => one.at), mean((one) => one.value)];
  const along = mean((one) => (one.at - at) ** 2);
  return along === 0 ? 0 : mean((one) => (one.at - at) * (one.value - value)) / along;
}
