/** What travels on the wire, and small readers that narrow it without trusting it. */
export type Json = null | boolean | number | string | readonly Json[] | Fields;
export interface Fields {
  readonly [name: string]: Json | undefined;
}

export const none: Fields = {};

export const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const fields = (value: Json | undefined): Fields => (isFields(value) ? value : none);
export const list = (value: Json | undefined): readonly Json[] =>
  // Array.isArray does not narrow readonly arrays; the value is an array of Json by its own type.
  Array.isArray(value) ? (value as readonly Json[]) : [];
export const text = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
export const flag = (value: Json | undefined): boolean => value === true || value === 'true' || value === 'True';

export function whole(value: Json | undefined): number | undefined {
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined;
}

export const texts = (value: Json | undefined): string[] =>
  list(value).filter((one): one is string => typeof one === 'string');

/** Metadata as every service keeps it: strings by name. */
export function labels(value: Json | undefined): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, one] of Object.entries(fields(value)))
    if (one !== undefined && one !== null) kept[name] = String(one);
  return kept;
}

export function parse(bytes: string): Json | undefined {
  try {
    // JSON.parse gives exactly the shapes of Json.
    return JSON.parse(bytes) as Json;
  } catch {
    return undefined;
  }
}
