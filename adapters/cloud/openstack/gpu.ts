import { z } from 'zod';
import type { Gpu } from '#kit';

/** `3031=A100x2,3041=T4` as a map from a flavor's id or name to its GPUs. */
export const gpuOverrides = z.string().transform((line, ctx) => {
  const found = new Map<string, Gpu>();
  for (const entry of line.split(',').map((part) => part.trim())) {
    if (!entry) continue;
    const [, flavor, model, count] = /^([^=]+)=(.+?)(?:x(\d{1,2}))?$/.exec(entry) ?? [];
    if (!flavor || !model)
      ctx.addIssue({ code: 'custom', message: `"${entry}" is not flavor=model or flavor=modelxcount` });
    else found.set(flavor.trim(), { model: model.trim(), count: Number(count ?? 1) });
  }
  return found as GpuMap;
});
export type GpuMap = ReadonlyMap<string, Gpu>;

export interface FlavorFacts {
  readonly id?: string | undefined;
  readonly name: string;
  readonly description?: string | undefined;
  readonly specs: Readonly<Record<string, string>>;
}

/** No field of a flavor says "GPU" on every cloud: the configured map first, then properties, then the name. */
export function gpuOf(flavor: FlavorFacts, overrides: GpuMap): Gpu | undefined {
  const told = (flavor.id && overrides.get(flavor.id)) || overrides.get(flavor.name);
  if (told) return told;
  const said = `${flavor.name} ${flavor.description ?? ''}`;
  const count = Math.max(1, countIn(flavor.specs) ?? Number(/(\d+)\s*x?\s*gpu/i.exec(said)?.[1] ?? 1));
  const model = modelIn(`${said} ${Object.entries(flavor.specs).flat().join(' ')}`);
  if (model) return { model, count };
  return hasGpu(flavor.specs) || /(^|[^a-z])v?gpu([^a-z]|$)/i.test(said) ? { model: 'GPU', count } : undefined;
}

const hasGpu = (specs: FlavorFacts['specs']) =>
  Object.keys(specs).some((name) => /gpu|^pci_passthrough:alias$|^resources:(PGPU|VGPU)/i.test(name));

function countIn(specs: FlavorFacts['specs']): number | undefined {
  for (const [name, value] of Object.entries(specs)) {
    const counted = /^resources:.*GPU|gpu_count$/i.test(name)
      ? /^(\d+)$/.exec(value)
      : name === 'pci_passthrough:alias'
        ? /:(\d+)$/.exec(value)
        : null;
    if (counted?.[1]) return Number(counted[1]);
  }
  return undefined;
}

// Longest first: A100 must not win over A100 80GB, nor A2 over A2000.
const models: readonly (readonly [pattern: RegExp, model: string])[] = [
  [/a100[-_ ]?80(gb?)?/i, 'A100-80'],
  [/a100[-_ ]?nvlink/i, 'A100-NVLink'],
  [/rtx[-_ ]?(pro[-_ ]?)?6000[-_ ]?ada|(^|[^0-9])6000[-_ ]ada/i, 'RTX 6000 Ada'],
  [/(rtx[-_ ]?)?2080[-_ ]?ti/i, 'RTX 2080 Ti'],
  [/(gtx[-_ ]?)1080([-_ ]?ti)?/i, 'GTX 1080'],
  [/rtx[-_ ]?(4090|5090|3090|3080)/i, 'RTX $1'],
  [
    /(^|[^a-z0-9])(h200|h100|b200|l40s|l40|l4|a100|a5000|a6000|a4000|a2000|a40|a30|a10|a16|a2|v100|p100|t4)(?![0-9a-z])/i,
    '$2',
  ],
];

function modelIn(words: string): string | undefined {
  for (const [pattern, model] of models) {
    const match = pattern.exec(words);
    if (match) return model.replace(/\$(\d)/g, (_, group: string) => (match[Number(group)] ?? '').toUpperCase());
  }
  return undefined;
}
