import type { Arg, Args } from './args.ts';

/** The flag of an argument as it is typed: `diskType` is `--disk-type`. */
export const flagOf = (name: string): string => `--${kebab(name)}`;

export const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export interface Meant {
  readonly name: string;
  readonly arg: Arg;
  /** `--no-spot` */
  readonly negated: boolean;
}

/** Which argument a flag means. Case, dashes and underscores make no difference. */
export function meantBy(typed: string, args: Args): Meant | undefined {
  const wanted = plain(typed);
  for (const [name, arg] of Object.entries(args)) {
    if ([name, ...arg.also].some((each) => plain(each) === wanted)) return { name, arg, negated: false };
  }
  if (!wanted.startsWith('no')) return undefined;
  const positive = meantBy(wanted.slice(2), args);
  return positive?.arg.kind === 'flag' && !positive.negated ? { ...positive, negated: true } : undefined;
}

/** Is that a flag which is not set? Then nothing was said with it. */
export const saysNo = (value: string): boolean => ['false', 'no', 'off'].includes(value.trim().toLowerCase());

/** Everything that could be typed behind `--`. */
export const flagNames = (args: Args): readonly string[] =>
  Object.entries(args).flatMap(([name, arg]) => [kebab(name), ...arg.also]);

const plain = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/[-_]/g, '');
