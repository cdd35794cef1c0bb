import { z } from 'zod';

/** How one command ended on one cloud. */
export const outcome = z.object({
  n: z.number(),
  said: z.string(),
  code: z.number(),
  out: z.string(),
  err: z.string(),
});
export type Outcome = z.infer<typeof outcome>;

/** What differs between any two clouds, and between two runs on one. */
const varying: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/https?:\/\/127\.0\.0\.1:\d+[^\s,'"]*/g, '<url>'],
  [/\(?Request-ID: req-[0-9a-f-]+\)?/g, ''],
  [/req-[0-9a-f-]{36}/g, '<request>'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '<id>'],
  [/\b[0-9a-f]{56}\b/g, '<host>'],
  [/\b[0-9a-f]{32}\b/g, '<id>'],
  [/fa:16:3e(:[0-9a-f]{2}){3}/g, '<mac>'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+0000)?/g, '<date>'],
  [/\b(172\.24\.4|203\.0\.113)\.\d+\b/g, '<public address>'],
  // .50 is asked for and .1 is the gateway; the others are chosen by the cloud.
  [/\b192\.168\.77\.(?!50\b|1\b|0\b|2\b|254\b)\d+\b/g, '<private address>'],
  [/gAAAA[\w-]+/g, '<token>'],
];

const text = (value: string): string =>
  varying.reduce((all, [pattern, name]) => all.replaceAll(pattern, name), value).trim();

export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [name: string]: Plain };

export function plain(value: unknown): Plain {
  if (typeof value === 'string') return text(value);
  // Lists of things have no order of their own here, and lists of words keep theirs.
  if (Array.isArray(value)) return sorted(value.map(plain));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .map(([name, one]): [string, Plain] => [text(name), plain(one)])
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

const sorted = (values: readonly Plain[]): readonly Plain[] =>
  values.every(isRecord) ? [...values].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) : values;

const keyOf = (value: Plain): string => JSON.stringify(value);

/** What came out, as data where it is data. */
export function read(out: string): Plain {
  try {
    return plain(JSON.parse(out));
  } catch {
    return text(out);
  }
}

/** The last words of an error: what stands before them is the client's own, and it puts the title before or after. */
export const words = (err: string): string =>
  text(err.trim().split('\n').slice(-2).join(' '))
    .replaceAll(/(: )?\b4\d\d (Forbidden|Not Found|Conflict|Bad Request)\b(: )?/g, ' ')
    .replaceAll(/\s+/g, ' ');

export interface Difference {
  readonly where: string;
  readonly real: Plain | undefined;
  readonly practice: Plain | undefined;
}

export function differences(real: Plain | undefined, practice: Plain | undefined, where = ''): Difference[] {
  if (JSON.stringify(real) === JSON.stringify(practice)) return [];
  if (isRecord(real) && isRecord(practice)) {
    const names = [...new Set([...Object.keys(real), ...Object.keys(practice)])];
    return names.flatMap((name) => differences(real[name], practice[name], where === '' ? name : `${where}.${name}`));
  }
  if (Array.isArray(real) && Array.isArray(practice) && real.length === practice.length)
    return real.flatMap((one, n) => differences(one, practice[n], `${where}[${n}]`));
  return [{ where, real, practice }];
}

const isRecord = (value: Plain | undefined): value is { readonly [name: string]: Plain } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
