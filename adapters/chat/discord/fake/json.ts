import { z } from 'zod';
import type { Json } from './world.ts';

const object = z.record(z.string(), z.unknown());

/** What came in, as far as it is what it should be: the checks have said already what is wrong with it. */
export const objectOf = (value: unknown): Json => object.safeParse(value).data ?? {};

export const objectsOf = (value: unknown): readonly Json[] => z.array(object).safeParse(value).data ?? [];

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Undefined where the text is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
