import { el } from './dom.js';
import { drawView } from './draw.js';
import { say } from './words.js';

/** @import { Message } from '../messages.ts' */
/**
 * @typedef {object} Around
 * @property {string} locale
 * @property {number | undefined} replies undefined where it cannot have any
 * @property {readonly Message[]} answers What this person's presses in it were answered with.
 * @property {(id: string, press: string) => boolean} busy
 */

/**
 * @param {Message} message
 * @param {Around} around
 */
export function drawMessage(message, around) {
  const name = message.from ? say(message.from.name) : 'Hoist';
  const replies = around.replies;
  return el(
    'li',
    { class: `message ${message.from ? 'person' : 'bot'}${message.only ? ' only' : ''}`, 'data-id': message.id },
    message.from
      ? el('span', { class: 'initial', 'aria-hidden': 'true' }, [...name][0])
      : el('img', { class: 'initial', src: '/icon.svg', alt: '', width: 36, height: 36 }),
    el(
      'div',
      { class: 'said' },
      el('p', { class: 'head' }, el('b', {}, name), drawTime(message.at, around.locale), drawOnly(message)),
      drawBody(message, around),
      ...around.answers.map((answer) =>
        el(
          'div',
          { class: 'under', 'data-id': answer.id },
          el('p', { class: 'head' }, drawOnly(answer)),
          drawBody(answer, around),
        ),
      ),
      replies === undefined
        ? undefined
        : el(
            'button',
            { type: 'button', class: 'plain replies', 'data-thread': message.id },
            replies === 0 ? say('openThread') : say('replies', { n: replies }),
          ),
    ),
  );
}

/**
 * @param {Message} message
 * @param {Around} around
 */
function drawBody({ id, body }, { busy }) {
  if ('words' in body) return el('p', { class: 'words', dir: 'auto' }, body.words);
  if ('view' in body) return drawView(body.view, { say, busy: (press) => busy(id, JSON.stringify(press)) });
  return el(
    'div',
    { class: 'card plain' },
    el('h3', { class: 'title' }, el('bdi', {}, body.form.title)),
    el('p', { class: 'note' }, body.filled ? say('filled') : (body.form.note ?? say('formWaits'))),
    body.filled
      ? undefined
      : el(
          'div',
          { class: 'buttons' },
          el('button', { type: 'button', class: 'primary', 'data-form': id }, say('fillIn')),
        ),
  );
}

/** @param {Message} message */
const drawOnly = ({ only }) => (only ? el('span', { class: 'only-you' }, say('onlyYou')) : undefined);

/**
 * @param {number} at
 * @param {string} locale
 */
function drawTime(at, locale) {
  const date = new Date(at);
  const today = date.toDateString() === new Date().toDateString();
  const short = new Intl.DateTimeFormat(locale, {
    ...(today ? {} : { day: 'numeric', month: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
  return el('time', { datetime: date.toISOString(), title: full.format(date) }, short.format(date));
}
