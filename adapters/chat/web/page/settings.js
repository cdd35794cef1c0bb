/** Who somebody is belongs to the tab, so that two tabs can be two people; how it looks belongs to the browser. */
const places = { who: sessionStorage, room: sessionStorage, locale: localStorage, theme: localStorage };
/** @typedef {keyof typeof places} Setting */

export const options = {
  who: ['requester', 'approver', 'outsider'],
  room: ['general', 'dm'],
  locale: ['en', 'ru', 'ko'],
  theme: ['auto', 'light', 'dark'],
};

const spoken = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => options.locale.includes(tag));
const defaults = { who: 'requester', room: 'general', locale: spoken ?? 'en', theme: 'auto' };

/** @param {Setting} name */
export function setting(name) {
  const kept = places[name].getItem(`hoist.${name}`);
  return kept !== null && options[name].includes(kept) ? kept : defaults[name];
}

/**
 * @param {Setting} name
 * @param {string} value
 */
export function set(name, value) {
  places[name].setItem(`hoist.${name}`, value);
}

/** Lines that were sent before, the newest last; they go when the tab goes. */
export const past = {
  /** @returns {string[]} */
  lines: () => JSON.parse(sessionStorage.getItem('hoist.past') ?? '[]'),
  /** @param {string} line */
  add(line) {
    const lines = past.lines().filter((before) => before !== line);
    sessionStorage.setItem('hoist.past', JSON.stringify([...lines, line].slice(-100)));
  },
};
