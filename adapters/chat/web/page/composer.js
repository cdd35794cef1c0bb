import { call } from './api.js';
import { combobox } from './combobox.js';
import { el } from './dom.js';
import { past, setting } from './settings.js';
import { say } from './words.js';

/** @import { Completion } from '../../../../src/chat.ts' */

/**
 * The line to type in, with completion and the lines sent before.
 * @param {HTMLFormElement} form
 * @param {{ send: (words: string) => void, placeholder: string }} how
 */
export function composer(form, { send, placeholder }) {
  /** How far back in the lines sent before; 0 is the line being typed. */
  let back = 0;
  // The cast is true: `el` makes what it is asked for.
  const input = /** @type {HTMLInputElement} */ (el('input', { type: 'text', enterkeyhint: 'send', maxlength: 20000 }));
  const suggestions = combobox(input, { find, eager: false, opens: () => back === 0, label: () => say('suggestions') });
  const button = el('button', { type: 'submit', class: 'primary' }, el('span', { 'aria-hidden': 'true' }, '↑'));
  const keys = el('p', { class: 'keys quiet', 'aria-hidden': 'true' });
  form.append(suggestions.list, el('div', { class: 'line' }, input, button), keys);

  /** @param {AbortSignal} signal */
  async function find(signal) {
    const line = input.value;
    /** @type {Completion[]} */
    const found = await call(
      '/complete',
      { line, who: setting('who'), room: setting('room'), locale: setting('locale') },
      signal,
    );
    return found.map(({ from, text, about }) => ({
      label: text.trim(),
      about,
      take() {
        // What may go on without a space, like a path or a flag with its value, gets none.
        write(line.slice(0, from) + text + (/[\s=/]$/.test(text) ? '' : ' '));
        input.dispatchEvent(new Event('input'));
      },
    }));
  }

  /** @param {string} words */
  function write(words) {
    input.value = words;
    input.focus();
    input.setSelectionRange(words.length, words.length);
  }

  input.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || suggestions.isOpen() || event.isComposing) return;
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    const lines = past.lines();
    const next = Math.min(lines.length, Math.max(0, back + (event.key === 'ArrowUp' ? 1 : -1)));
    if (next === back) return;
    event.preventDefault();
    back = next;
    write(back === 0 ? '' : (lines[lines.length - back] ?? ''));
  });

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const words = input.value.trim();
    if (words === '') return;
    suggestions.close();
    past.add(words);
    back = 0;
    input.value = '';
    send(words);
  });

  return {
    write,
    focus: () => input.focus(),
    /** Says itself again, after the language or the person changed. */
    speak() {
      input.placeholder = say(placeholder);
      input.setAttribute('aria-label', say('message', { who: say(setting('who')) }));
      button.setAttribute('aria-label', say('send'));
      keys.textContent = say('keys');
    },
  };
}
