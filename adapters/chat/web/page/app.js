import { hear } from './api.js';
import { composer } from './composer.js';
import { byId, el } from './dom.js';
import { showForm } from './form.js';
import { live } from './live.js';
import { set, setting } from './settings.js';
import { drawSwitches } from './switches.js';
import { draw, forgetAll, inRoom, inThread, isBusy, learn, messageOf, roomOf, setBusy } from './timeline.js';
import { say, speak } from './words.js';

/** @import { Message } from '../messages.ts' */
/** @import { Invocation } from '../../../../src/view/view.ts' */
/** @import { Reply } from '../hear.ts' */

const list = byId('list');
const scroll = byId('messages');
const newer = byId('newer');
const thinking = byId('thinking');
const examples = { '/gpu start base-image': 'exampleStart', '/gpu list': 'exampleList', '/hoist help': 'exampleHelp' };
/** The message whose thread is open. @type {string | undefined} */
let thread;
let waiting = 0;
/** Rooms with something new in them. @type {Set<string>} */
const unread = new Set();
let endLive = () => {};

const main = composer(/** @type {HTMLFormElement} */ (byId('composer')), {
  placeholder: 'placeholder',
  send: (words) => bring({ words }, {}),
});
const reply = composer(/** @type {HTMLFormElement} */ (byId('thread-composer')), {
  placeholder: 'replyHere',
  send: (words) => bring({ words }, { thread }),
});

await speak(setting('locale'));
change();
listen();
main.focus();

/** Draws everything anew, after a setting has changed. */
function change() {
  const theme = setting('theme');
  document.documentElement.setAttribute('data-theme', theme);
  drawSwitches(changed);
  byId('room-name').textContent = say(setting('room'));
  main.speak();
  reply.speak();
  drawExamples();
  redraw();
  toEnd();
}

/** @param {string} name */
async function changed(name) {
  if (name === 'locale') await speak(setting('locale'));
  if (name === 'who') {
    openThread(undefined);
    listen();
  }
  change();
}

function listen() {
  endLive();
  forgetAll();
  unread.clear();
  endLive = live(setting('who'), {
    all(messages) {
      forgetAll();
      learn(messages);
      redraw();
      toEnd();
    },
    some: arrived,
    online: (is) => {
      byId('offline').hidden = is;
    },
  });
}

/** @param {Message[]} messages */
function arrived(messages) {
  const near = atEnd();
  for (const message of messages) {
    const before = messageOf(message.id);
    if (!before && roomOf(message) !== setting('room')) unread.add(roomOf(message));
    if (!message.from) announce(before, message);
  }
  const fresh = messages.some(({ id }) => !messageOf(id));
  learn(messages);
  redraw();
  if (near) toEnd();
  else if (fresh) newer.hidden = false;
}

/**
 * Says aloud what is new: a message, or an end; not every step on the way.
 * @param {Message | undefined} before
 * @param {Message} now
 */
function announce(before, now) {
  const title = 'view' in now.body ? now.body.view.title : 'form' in now.body ? now.body.form.title : '';
  const was = before && 'view' in before.body ? before.body.view.title : undefined;
  if (title !== was) byId('announce').textContent = title;
}

function redraw() {
  const room = setting('room');
  const locale = setting('locale');
  const messages = inRoom(room);
  unread.delete(room);
  draw(list, messages, { locale, threads: true });
  byId('welcome').hidden = messages.length > 0;
  const open = thread === undefined ? [] : inThread(thread);
  byId('thread').hidden = thread === undefined;
  draw(byId('thread-list'), open, { locale, threads: false });
  byId('thread-empty').hidden = open.length > 1;
  for (const button of document.querySelectorAll('[data-room]')) {
    const name = button.getAttribute('data-room') ?? '';
    if (name === room) button.setAttribute('aria-current', 'page');
    else button.removeAttribute('aria-current');
    button.classList.toggle('unread', unread.has(name));
  }
}

/**
 * Brings something to the bot and shows what comes of it.
 * @param {{ words: string } | { press: Invocation } | { filled: Invocation }} body
 * @param {{ thread?: string | undefined, under?: string | undefined }} where
 * @returns {Promise<Reply | undefined>}
 */
async function bring(body, where) {
  const event = { who: setting('who'), room: setting('room'), locale: setting('locale'), ...where, body };
  waiting++;
  const shown = setTimeout(() => {
    thinking.textContent = say('thinking');
  }, 250);
  if ('words' in body) toEnd();
  try {
    const answer = await hear(event);
    if (answer.kind === 'form' && !('filled' in body)) fill(answer.id, answer.form);
    if (answer.kind === 'began' || 'words' in body) toEnd();
    return answer;
  } catch {
    if ('filled' in body) throw new Error('no answer');
    lost(body, where);
    return undefined;
  } finally {
    clearTimeout(shown);
    if (--waiting === 0) thinking.textContent = '';
  }
}

/**
 * @param {{ words: string } | { press: Invocation }} body
 * @param {{ thread?: string | undefined, under?: string | undefined }} where
 */
function lost(body, where) {
  const again = el('button', { type: 'button' }, say('again'));
  const words = 'words' in body ? body.words : body.press.command;
  const line = el('p', { class: 'lost', role: 'alert' }, say('lost', { words }), again);
  again.addEventListener('click', () => {
    line.remove();
    bring(body, where);
  });
  thinking.before(line);
  toEnd();
}

/**
 * @param {string} id
 * @param {import('../../../../src/chat.ts').Form} form
 */
function fill(id, form) {
  showForm(form, async (args) => {
    const where = { thread: messageOf(id)?.thread, under: id };
    const answer = await bring({ filled: { command: form.command, args } }, where);
    if (!answer) throw new Error('no answer');
    return answer;
  });
}

/** @param {string | undefined} id */
function openThread(id) {
  const before = thread;
  thread = id;
  redraw();
  if (id !== undefined) byId('thread-title').focus();
  else if (before !== undefined) {
    const back = document.querySelector(`[data-thread="${CSS.escape(before)}"]`);
    if (back instanceof HTMLElement) back.focus();
  }
}

const atEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
function toEnd() {
  scroll.scrollTop = scroll.scrollHeight;
  newer.hidden = true;
}

function drawExamples() {
  byId('examples').replaceChildren(
    ...Object.entries(examples).map(([words, about]) =>
      el(
        'li',
        {},
        el(
          'button',
          { type: 'button', 'data-example': words },
          el('code', {}, words),
          el('span', { class: 'quiet' }, say(about)),
        ),
      ),
    ),
  );
}

/** @param {HTMLElement} button */
async function press(button) {
  const id = button.closest('[data-id]')?.getAttribute('data-id') ?? '';
  const what = button.getAttribute('data-press') ?? '';
  if (isBusy(id, what)) return;
  setBusy(id, what, true);
  redraw();
  try {
    await bring({ press: JSON.parse(what) }, { thread: messageOf(id)?.thread, under: id });
  } finally {
    setBusy(id, what, false);
    redraw();
  }
}

/** @param {HTMLElement} button */
async function copy(button) {
  await navigator.clipboard.writeText(button.parentElement?.querySelector('code')?.textContent ?? '');
  button.textContent = say('copied');
  byId('announce').textContent = say('copied');
  setTimeout(() => {
    button.textContent = say('copy');
  }, 1500);
}

document.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('button') : null;
  if (!button) return;
  const { press: what, copy: copies, rows, thread: opens, form: id, room, example } = button.dataset;
  if (what !== undefined) press(button);
  else if (copies !== undefined) copy(button);
  else if (rows !== undefined) button.parentElement?.classList.add('open');
  else if (opens !== undefined) openThread(opens);
  else if (example !== undefined) main.write(example);
  else if (room !== undefined) {
    set('room', room);
    openThread(undefined);
    change();
  } else if (id !== undefined) {
    const body = messageOf(id)?.body;
    if (body && 'form' in body) fill(id, body.form);
  }
});
byId('thread-close').addEventListener('click', () => openThread(undefined));
byId('thread').addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.defaultPrevented) openThread(undefined);
});
byId('gear').addEventListener('click', () => {
  const open = byId('gear').getAttribute('aria-expanded') !== 'true';
  byId('gear').setAttribute('aria-expanded', String(open));
});
newer.addEventListener('click', toEnd);
scroll.addEventListener('scroll', () => {
  if (atEnd()) newer.hidden = true;
});
