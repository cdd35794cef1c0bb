import { byId, el } from './dom.js';
import { options, set, setting } from './settings.js';
import { say } from './words.js';

/** @import { Setting } from './settings.js' */

/** How a language names itself, in every language. */
const languages = { en: ['EN', 'English'], ru: ['RU', 'Русский'], ko: ['KO', '한국어'] };
const looks = { auto: '◐', light: '☀', dark: '☾' };

/**
 * The small switches: who one is, which language, how it looks.
 * @param {(name: Setting) => void} changed
 */
export function drawSwitches(changed) {
  /**
   * @param {string} place
   * @param {Setting} name
   * @param {(value: string) => (Node | string)[]} face
   */
  function radios(place, name, face) {
    const chosen = setting(name);
    const focused = document.activeElement?.getAttribute('name') === name;
    byId(place).replaceChildren(
      ...options[name].map((value) => {
        const input = el('input', { type: 'radio', name, value, checked: value === chosen });
        input.addEventListener('change', () => {
          set(name, value);
          changed(name);
        });
        return el('label', {}, input, ...face(value));
      }),
    );
    // The radios are made anew in the new language; the one that was just chosen keeps the focus.
    if (focused) /** @type {HTMLElement | null} */ (byId(place).querySelector('input:checked'))?.focus();
  }

  radios('people', 'who', (who) => [
    el('span', { class: 'initial', 'aria-hidden': 'true' }, [...say(who)][0]),
    el('span', {}, say(who)),
  ]);
  radios('languages', 'locale', (locale) => {
    const [short, whole] = languages[/** @type {keyof typeof languages} */ (locale)];
    return [
      el('span', { 'aria-hidden': 'true', title: whole }, short),
      el('span', { class: 'sr', lang: locale }, whole),
    ];
  });
  radios('themes', 'theme', (theme) => [
    el('span', { 'aria-hidden': 'true', title: say(theme) }, looks[/** @type {keyof typeof looks} */ (theme)]),
    el('span', { class: 'sr' }, say(theme)),
  ]);
  byId('gear-initial').textContent = [...say(setting('who'))][0] ?? '';
}
