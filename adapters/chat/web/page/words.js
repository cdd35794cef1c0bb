/** @type {Record<string, string>} */
let words = {};

let language = '';
/** The language of the words at hand; a newer one may be chosen and on its way. */
export const spoken = () => language;

/**
 * The page's own words in the language in use; `{name}` is filled in.
 * @param {string} word
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export const say = (word, values = {}) =>
  (words[word] ?? word).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));

/**
 * Loads a language and says everything in the page's markup in it.
 * @param {string} locale
 */
export async function speak(locale) {
  const response = await fetch(`/words/${locale}.json`);
  words = await response.json();
  language = locale;
  document.documentElement.lang = locale;
  for (const element of document.querySelectorAll('[data-say]'))
    element.textContent = say(element.getAttribute('data-say') ?? '');
  for (const element of document.querySelectorAll('[data-label]'))
    element.setAttribute('aria-label', say(element.getAttribute('data-label') ?? ''));
}
