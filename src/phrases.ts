export const locales = ['en', 'ru', 'ko'] as const;
export type Locale = (typeof locales)[number];

/** Words that know how to say themselves in any language. */
export type Phrase = (locale: Locale) => string;
/** A phrase already said in every language: what a journal can keep. */
export type Said = Readonly<Record<Locale, string>>;

type Word = string | ((...values: never[]) => string);
export type Words = { readonly [key: string]: Word };
type Same<T extends Words> = {
  readonly [K in keyof T]: T[K] extends (...a: infer A) => string ? (...a: A) => string : string;
};

/** Phrases live beside the code that says them; a language that lacks one does not compile. */
export function phrases<const T extends Words>(
  by: { en: T } & Record<Exclude<Locale, 'en'>, Same<T>>,
): (locale: Locale) => Same<T> {
  // The three objects have one shape by the type above; TypeScript cannot join a const literal with its mapped twin.
  return (locale) => by[locale] as Same<T>;
}

/** Says a phrase in every language at once, to be kept. */
export const said = (phrase: Phrase): Said => ({ en: phrase('en'), ru: phrase('ru'), ko: phrase('ko') });
/** A kept phrase as a phrase again. */
export const phrase =
  (words: Said): Phrase =>
  (locale) =>
    words[locale];
/** Words that are the same in every language: names, addresses, a provider's own text. */
export const verbatim =
  (text: string): Phrase =>
  () =>
    text;

export const isLocale = (text: string): text is Locale => (locales as readonly string[]).includes(text);
