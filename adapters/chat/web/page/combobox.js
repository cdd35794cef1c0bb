import { el } from './dom.js';
import { say } from './words.js';

/** @typedef {{ label: string, about?: string | undefined, take: () => void }} Option */

let lists = 0;

/**
 * Suggestions under a text field, as ARIA describes a combobox: arrows choose, Tab or Enter takes, Escape closes.
 * @param {HTMLInputElement} input
 * @param {{ find: (signal: AbortSignal) => Promise<readonly Option[]>, eager: boolean, empty?: boolean, opens?: () => boolean,
 *   label: () => string }} how
 *   `eager`: opens on focus, without anything typed. `empty`: says so where nothing fits.
 *   `opens`: whether an arrow down opens it just now.
 * @returns {{ list: HTMLElement, isOpen: () => boolean, close: () => void }}
 */
export function combobox(input, how) {
  const list = el('ul', { class: 'options', role: 'listbox', id: `options-${++lists}`, hidden: true });
  /** @type {readonly Option[]} */
  let options = [];
  let active = -1;
  /** @type {AbortController | undefined} */
  let asking;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let soon;
  for (const [name, value] of Object.entries({
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': list.id,
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
  }))
    input.setAttribute(name, value);

  const isOpen = () => !list.hidden;

  function close() {
    asking?.abort();
    clearTimeout(soon);
    list.hidden = true;
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  /** @param {number} index */
  function highlight(index) {
    active = index;
    [...list.children].forEach((child, at) => {
      child.setAttribute('aria-selected', String(at === index));
    });
    const chosen = list.children[index];
    if (chosen) {
      input.setAttribute('aria-activedescendant', chosen.id);
      chosen.scrollIntoView({ block: 'nearest' });
    } else input.removeAttribute('aria-activedescendant');
  }

  function show() {
    list.setAttribute('aria-label', how.label());
    list.replaceChildren(
      ...options.map(({ label, about }, index) =>
        el(
          'li',
          { role: 'option', id: `${list.id}-${index}`, 'aria-selected': 'false' },
          el('bdi', { class: 'label' }, label),
          about === undefined ? undefined : el('span', { class: 'about' }, about),
        ),
      ),
    );
    if (options.length === 0 && how.empty)
      list.append(el('li', { class: 'nothing', role: 'option', 'aria-disabled': 'true' }, say('nothingFits')));
    list.hidden = list.children.length === 0;
    active = -1;
    input.setAttribute('aria-expanded', String(!list.hidden));
    input.removeAttribute('aria-activedescendant');
  }

  async function look() {
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    try {
      const found = await how.find(mine.signal);
      if (mine.signal.aborted || document.activeElement !== input) return;
      options = found;
      show();
    } catch {
      // Typing goes on without suggestions: either newer ones are on their way, or the bot is not there.
      if (!mine.signal.aborted) close();
    }
  }

  /** @param {number} index */
  function take(index) {
    const option = options[index];
    close();
    option?.take();
  }

  input.addEventListener('input', () => {
    clearTimeout(soon);
    soon = setTimeout(look, 60);
  });
  input.addEventListener('focus', () => {
    if (how.eager) look();
  });
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const count = options.length;
    if (isOpen() && event.key === 'Escape') {
      event.stopPropagation();
      event.preventDefault();
      close();
    } else if (isOpen() && count > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const next = event.key === 'ArrowDown' ? active + 1 : active < 1 ? count - 1 : active - 1;
      highlight(next % count);
    } else if (!isOpen() && event.key === 'ArrowDown' && (how.opens?.() ?? true)) {
      event.preventDefault();
      look();
    } else if (isOpen() && event.key === 'Tab' && !event.shiftKey && count > 0) {
      event.preventDefault();
      take(Math.max(active, 0));
    } else if (isOpen() && event.key === 'Enter' && active >= 0) {
      event.preventDefault();
      take(active);
    }
  });
  // The field keeps the focus while the mouse chooses.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const chosen = event.target instanceof Element ? event.target.closest('[role=option]') : null;
    if (chosen) take([...list.children].indexOf(chosen));
  });
  return { list, isOpen, close };
}
