import type { Gpu, Machine } from '#kit';

interface Sized {
  readonly name: string;
  readonly gpu?: Gpu;
}

/** "GL10.12-98304 · A100", "2× A100": the flavor's own name, and its card where the name does not say it. */
export function flavorWords(flavor: Sized): string {
  const card = gpuWords(flavor.gpu);
  return card === '' || flavor.name.includes(flavor.gpu?.model ?? '') ? flavor.name : `${flavor.name} · ${card}`;
}

/** "A100", "2× A100", or nothing. */
export function gpuWords(gpu: Gpu | undefined): string {
  if (!gpu) return '';
  return gpu.count > 1 ? `${gpu.count}× ${gpu.model}` : gpu.model;
}

/** The addresses of a machine: public ones first, then private ones. */
export const ipOf = (machine: Machine, kind: 'public' | 'private'): string | undefined =>
  machine.addresses.find((address) => address.kind === kind)?.ip;
