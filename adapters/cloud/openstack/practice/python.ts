import type { Json } from './json.ts';

/** The services quote a refused body the way Python prints it. */
export function python(value: Json | undefined): string {
  if (value === undefined || value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([name, one]) => `'${name}': ${python(one)}`)
    .join(', ')}}`;
}
