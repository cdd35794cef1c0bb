import { byId } from './dom.js';
import { say } from './words.js';

/**
 * Copies the code that stands beside the button: what is seen is what is copied.
 * @param {HTMLElement} button
 */
export async function copy(button) {
  await navigator.clipboard.writeText(button.parentElement?.querySelector('code')?.textContent ?? '');
  button.textContent = say('copied');
  byId('announce').textContent = say('copied');
  setTimeout(() => {
    button.textContent = say('copy');
  }, 1500);
}
