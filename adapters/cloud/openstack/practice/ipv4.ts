import { isIPv4 } from 'node:net';

/** IPv4 addresses as numbers. */
export const toNumber = (ip: string): number => ip.split('.').reduce((all, part) => all * 256 + Number(part), 0);
export const toText = (n: number): string => [24, 16, 8, 0].map((shift) => Math.floor(n / 2 ** shift) % 256).join('.');

export interface Cidr {
  readonly first: number;
  readonly last: number;
}

export function cidr(text: string): Cidr | undefined {
  const match = /^(\S+)\/(\d{1,2})$/.exec(text);
  const bits = Number(match?.[2]);
  if (!match?.[1] || !isIPv4(match[1]) || bits > 32) return undefined;
  const size = 2 ** (32 - bits);
  const first = Math.floor(toNumber(match[1]) / size) * size;
  return { first, last: first + size - 1 };
}

export const overlap = (a: Cidr, b: Cidr): boolean => a.first <= b.last && b.first <= a.last;
