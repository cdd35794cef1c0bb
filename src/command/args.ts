import { z } from 'zod';
import type { Choice, Person, Place } from '../chat.ts';
import type { Cloud } from '../cloud.ts';
import type { Locale, Phrase } from '../phrases.ts';

/** What a command can be told. The closed set of kinds says how it is asked for; `check` says what is right. */
export interface Arg<T = unknown> {
  readonly kind: 'text' | 'whole' | 'flag' | 'one-of' | 'secret' | 'size' | 'duration';
  readonly about: Phrase;
  readonly check: z.ZodType<T>;
  readonly required: boolean;
  /** Can be said without its flag, in the order the arguments are declared. */
  readonly bare: boolean;
  /** Other flags that mean this one. */
  readonly also: readonly string[];
  readonly choices?: readonly string[];
  readonly suggest?: Suggest;
}

// biome-ignore lint/suspicious/noExplicitAny: a command's own types come back through `Values`; here only the names matter.
export type Args = { readonly [name: string]: Arg<any> };
export type Values<A extends Args> = { readonly [K in keyof A]: A[K] extends Arg<infer T> ? T : never };

/** Values that would be right, best first. Answers from a short-lived cache where the cloud would be slow. */
export type Suggest = (typed: string, ask: SuggestAsk) => Promise<readonly Choice[]>;

export interface SuggestAsk {
  readonly who: Person;
  readonly where: Place;
  readonly locale: Locale;
  readonly signal: AbortSignal;
  /** Other arguments as far as they are typed. */
  readonly given: Readonly<Record<string, string>>;
  cloud(): Promise<Cloud>;
}

interface More {
  readonly bare?: true;
  readonly also?: readonly string[];
  readonly suggest?: Suggest;
}

const arg = <T>(kind: Arg['kind'], about: Phrase, check: z.ZodType<T>, required: boolean, more: More): Arg<T> => ({
  kind,
  about,
  check,
  required,
  bare: more.bare ?? false,
  also: more.also ?? [],
  ...(more.suggest ? { suggest: more.suggest } : {}),
});

const words = (most: number) => z.string().trim().min(1).max(most);

/** Any words; a name, most often. */
export const text = (about: Phrase, more: More & { readonly most?: number } = {}): Arg<string> =>
  arg('text', about, words(more.most ?? 200), true, more);

/** Words that may be left out. */
export const maybe = (about: Phrase, more: More & { readonly most?: number } = {}): Arg<string | undefined> =>
  arg('text', about, words(more.most ?? 200).optional(), false, more);

export const whole = (
  about: Phrase,
  range: { readonly min: number; readonly max: number },
  more: More = {},
): Arg<number | undefined> =>
  arg(
    'whole',
    about,
    z.string().trim().regex(/^\d+$/).transform(Number).pipe(z.number().min(range.min).max(range.max)).optional(),
    false,
    more,
  );

export const flag = (about: Phrase, more: More = {}): Arg<boolean> =>
  arg(
    'flag',
    about,
    z
      .enum(['true', 'false', 'yes', 'no', 'on', 'off', ''])
      .default('false')
      .transform((said) => !['false', 'no', 'off'].includes(said)),
    false,
    more,
  );

export const oneOf = <const T extends readonly [string, ...string[]]>(
  about: Phrase,
  values: T,
  more: More & { readonly or?: T[number] } = {},
): Arg<T[number]> => ({
  // `default` keeps the enum's own type, which zod's generic `pipe` of a possibly missing default cannot say.
  ...arg(
    'one-of',
    about,
    (more.or === undefined ? z.enum(values) : z.enum(values).default(more.or as never)) as z.ZodType<T[number]>,
    more.or === undefined,
    more,
  ),
  choices: values,
});

/** Entered through a form only; never part of a line that a chat keeps. */
export const secret = (about: Phrase): Arg<string> => arg('secret', about, z.string().min(1).max(1000), true, {});
