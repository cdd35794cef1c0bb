import { hear } from './api.js';
import { byId, el } from './dom.js';
import { showForm } from './form.js';
import { setting } from './settings.js';
import { isBusy, messageOf, setBusy } from './timeline.js';
import { say } from './words.js';

/** @import { Form } from '../../../../src/chat.ts' */
/** @import { Invocation } from '../../../../src/view/view.ts' */
/** @import { Reply } from '../hear.ts' */
/** @import { Event } from './api.js' */
/** @typedef {{ thread?: string, under?: string, quiet?: true }} Where */

/**
 * Brings words, presses and forms to the bot and shows what comes of them.
 * @param {{ redraw: () => void, toEnd: () => void, speaks: (locale: string) => void }} room `speaks` hears which language Hoist speaks with this person.
 */
export function createTalk({ redraw, toEnd, speaks }) {
  const thinking = byId('thinking');
  let waiting = 0;

  /**
   * @param {{ words: string } | { press: Invocation } | { filled: Invocation }} body
   * @param {Where} where
   * @returns {Promise<Reply | undefined>}
   */
  const bring = (body, where) =>
    send({
      id: crypto.randomUUID(),
      who: setting('who'),
      room: setting('room'),
      locale: setting('locale'),
      ...where,
      body,
    });

  /** @param {Event} event */
  async function send(event) {
    const { body } = event;
    waiting++;
    const shown = setTimeout(() => {
      thinking.textContent = say('thinking');
    }, 250);
    if ('words' in body) toEnd();
    try {
      const answer = await hear(event);
      // Who or what language it is may have been switched meanwhile: then the answer is no news of that.
      if (event.locale === setting('locale') && event.who === setting('who')) speaks(answer.locale);
      if (answer.kind === 'form' && !('filled' in body)) fill(answer.id, answer.form);
      if (answer.kind === 'began' || 'words' in body) toEnd();
      return answer;
    } catch {
      if ('filled' in body) throw new Error('no answer');
      lost({ ...event, body });
      return undefined;
    } finally {
      clearTimeout(shown);
      if (--waiting === 0) thinking.textContent = '';
    }
  }

  /**
   * The same event goes again, so that what was done already is not done twice.
   * @param {Event & { body: { words: string } | { press: Invocation } }} event
   */
  function lost(event) {
    const again = el('button', { type: 'button' }, say('again'));
    const words = 'words' in event.body ? event.body.words : event.body.press.command;
    const line = el('p', { class: 'lost', role: 'alert' }, say('lost', { words }), again);
    again.addEventListener('click', () => {
      line.remove();
      send(event);
    });
    thinking.before(line);
    toEnd();
  }

  /**
   * @param {string} id
   * @param {Form} form
   */
  function fill(id, form) {
    showForm(form, async (args) => {
      const where = whereOf(id);
      const answer = await bring({ filled: { command: form.command, args } }, where);
      if (!answer) throw new Error('no answer');
      return answer;
    });
  }

  /** @param {HTMLElement} button */
  async function press(button) {
    const id = button.closest('[data-id]')?.getAttribute('data-id') ?? '';
    const what = button.getAttribute('data-press') ?? '';
    if (isBusy(id, what)) return;
    setBusy(id, what, true);
    redraw();
    try {
      await bring({ press: JSON.parse(what) }, whereOf(id));
    } finally {
      setBusy(id, what, false);
      redraw();
    }
  }

  return { bring, fill, press };
}

/**
 * An answer to what stands in a message belongs under it, in the thread it is in.
 * @param {string} id
 * @returns {Where}
 */
function whereOf(id) {
  const thread = messageOf(id)?.thread;
  return thread === undefined ? { under: id } : { thread, under: id };
}
