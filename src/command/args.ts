import { z } from 'zod';
import type { Choice, Person, Place } from '../chat.ts';
import type { Cloud } from '../cloud.ts';
import type { OperationsDesk } from '../engine/desk.ts';
import type { Files } from '../files.ts';
import { type Locale, type Phrase, verbatim } from '../phrases.ts';
import { fits } from './fits.ts';
import { saysNo } from './flags.ts';
import { readDuration, readSize, writeDuration } from './measures.ts';

/** What a command can be told. The closed set of kinds says how it is asked for; `check` says what is right. */
export interface Arg<T = unknown> {
  readonly kind: 'text' | 'whole' | 'flag' | 'one-of' | 'secret' | 'size' | 'duration';
  readonly about: Phrase;
  readonly check: z.ZodType<T>;
  /** What is right, in a few words: "1 to 4096 GB, such as 20 or 1T". */
  readonly fits: Phrase;
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
  readonly now: number;
  /** Other arguments as far as they are typed. */
  readonly given: Readonly<Record<string, string>>;
  readonly operations: Pick<OperationsDesk, 'list' | 'title'>;
  readonly files: Pick<Files, 'folder' | 'inside' | 'names' | 'size'>;
  cloud(): Promise<Cloud>;
  /** Names of all clouds there are. */
  readonly clouds: readonly string[];
  /** What was loaded under this name a few seconds ago, or now; askers at the same time share one load. */
  lately<T>(what: string, load: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

interface More {
  readonly bare?: true;
  readonly also?: readonly string[];
  readonly suggest?: Suggest;
}

const arg = <T>(
  kind: Arg['kind'],
  about: Phrase,
  check: z.ZodType<T>,
  right: Phrase,
  required: boolean,
  more: More,
): Arg<T> => ({
  kind,
  about,
  check,
  fits: right,
  required,
  bare: more.bare ?? false,
  also: more.also ?? [],
  ...(more.suggest ? { suggest: more.suggest } : {}),
});

/** No control characters, overrides of direction or halves of a character: none survives a chat, a shell or a cloud. */
const oneLine = /^[^\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u;
const words = (most: number) => z.string().trim().min(1).max(most).regex(oneLine);

/** Any words; the name of something that is there, most often. */
export const text = (about: Phrase, more: More & { readonly most?: number } = {}): Arg<string> =>
  arg('text', about, words(more.most ?? 200), (l) => fits(l).words(more.most ?? 200), true, more);

/** Words that may be left out. */
export const maybe = (about: Phrase, more: More & { readonly most?: number } = {}): Arg<string | undefined> =>
  arg('text', about, words(more.most ?? 200).optional(), (l) => fits(l).words(more.most ?? 200), false, more);

/**
 * A name that is about to be given. Letters of scripts written from right to left are left out, since they reorder the
 * text around them, and Latin is not mixed with look-alike scripts inside one word.
 */
const nameShape =
  /^(?=[\p{L}\p{N}])(?!.*(?:\p{Script=Latin}[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}]\p{Script=Latin}))(?:(?![\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}])[\p{L}\p{M}\p{N} ._\-+()])+$/u;
const longest = 100;
const names = z.string().trim().min(1).max(longest).regex(nameShape);

/** A name for something that is made. */
export const newName = (about: Phrase, more: More = {}): Arg<string> =>
  arg('text', about, names, (l) => fits(l).name(longest), true, more);

/** A name for something that is made, which gets one of its own when it is left out. */
export const maybeNewName = (about: Phrase, more: More = {}): Arg<string | undefined> =>
  arg('text', about, names.optional(), (l) => fits(l).name(longest), false, more);

interface Range {
  readonly min: number;
  readonly max: number;
}

export const whole = (about: Phrase, range: Range, more: More = {}): Arg<number | undefined> =>
  arg(
    'whole',
    about,
    z
      .string()
      .trim()
      .regex(/^-?\d{1,15}$/)
      .transform(Number)
      .pipe(z.number().min(range.min).max(range.max))
      .optional(),
    (l) => fits(l).whole(range.min, range.max),
    false,
    more,
  );

/** GiB: "20", "20GB", "1T". */
export const size = (about: Phrase, range: Range, more: More = {}): Arg<number | undefined> =>
  arg('size', about, measured(readSize, range), (l) => fits(l).size(range.min, range.max), false, more);

/** Milliseconds: "8h", "90m", "1d12h". */
export const howLong = (about: Phrase, range: Range, more: More = {}): Arg<number | undefined> =>
  arg(
    'duration',
    about,
    measured(readDuration, range),
    (l) => fits(l).duration(writeDuration(range.min), writeDuration(range.max)),
    false,
    more,
  );

const measured = (read: (typed: string) => number | undefined, range: Range): z.ZodType<number | undefined> =>
  z
    .string()
    .transform((typed) => read(typed) ?? Number.NaN)
    .pipe(z.number().min(range.min).max(range.max))
    .optional();

const yesOrNo = z
  .string()
  .toLowerCase()
  .pipe(z.enum(['true', 'false', 'yes', 'no', 'on', 'off', '']));

export const flag = (about: Phrase, more: More = {}): Arg<boolean> =>
  arg(
    'flag',
    about,
    yesOrNo.default('false').transform((said) => !saysNo(said)),
    (l) => fits(l).flag,
    false,
    more,
  );

/** A flag of which it counts whether it was said at all. */
export const maybeFlag = (about: Phrase, more: More = {}): Arg<boolean | undefined> =>
  arg('flag', about, yesOrNo.transform((said) => !saysNo(said)).optional(), (l) => fits(l).flag, false, more);

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
    verbatim(values.join(', ')),
    more.or === undefined,
    more,
  ),
  choices: values,
});

/** Entered through a form only; never part of a line that a chat keeps. */
export const secret = (about: Phrase): Arg<string> =>
  arg('secret', about, z.string().min(1).max(1000), (l) => fits(l).secret, true, {});
