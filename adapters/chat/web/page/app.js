import { composer } from './composer.js';
import { copy } from './copy.js';
import { countOn } from './counting.js';
import { byId } from './dom.js';
import { drawExamples } from './examples.js';
import { live } from './live.js';
import { set, setting } from './settings.js';
import { drawSwitches } from './switches.js';
import { createTalk } from './talk.js';
import { draw, forgetAll, inRoom, inThread, learn, messageOf, roomOf } from './timeline.js';
import { say, speak, spoken } from './words.js';

/** @import { Message } from '../messages.ts' */

const list = byId('list');
const scroll = byId('messages');
const newer = byId('newer');
/** The message whose thread is open. @type {string | undefined} */
let thread;
/** Rooms with something new in them. @type {Set<string>} */
const unread = new Set();
let endLive = () => {};
/** Where the list was scrolled to last, other than by the person. */
let scrolledTo = -1;
const { bring, fill, press } = createTalk({ redraw, toEnd, speaks });

const main = composer(/** @type {HTMLFormElement} */ (byId('composer')), {
  placeholder: 'placeholder',
  send: (words) => bring({ words }, {}),
});
const reply = composer(/** @type {HTMLFormElement} */ (byId('thread-composer')), {
  placeholder: 'replyHere',
  send: (words) => bring({ words }, thread === undefined ? {} : { thread }),
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
  if (name === 'locale') {
    await speak(setting('locale'));
    // What Hoist says is to be in the language of the page around it.
    bring({ press: { command: 'hoist lang', args: { language: setting('locale') } } }, { quiet: true });
  }
  if (name === 'who') {
    openThread(undefined);
    listen();
  }
  change();
}

/**
 * Follows the language Hoist speaks with this person, however it was chosen.
 * @param {string} locale
 */
async function speaks(locale) {
  if (locale === setting('locale')) return;
  set('locale', locale);
  await speak(locale);
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
  const locale = spoken();
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

/** @param {string | undefined} id */
function openThread(id) {
  const before = thread;
  thread = id;
  redraw();
  if (id !== undefined) {
    byId('thread-title').focus();
    byId('thread-messages').scrollTop = byId('thread-messages').scrollHeight;
  } else if (before !== undefined) {
    const back = document.querySelector(`[data-thread="${CSS.escape(before)}"]`);
    if (back instanceof HTMLElement) back.focus();
  }
}

const atEnd = () =>
  scroll.scrollTop === scrolledTo || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;

/** To the newest; when it is longer than the window, to where it begins. */
function toEnd() {
  const last = list.lastElementChild;
  if (last && last.clientHeight > scroll.clientHeight)
    scroll.scrollTop += last.getBoundingClientRect().top - scroll.getBoundingClientRect().top;
  else scroll.scrollTop = scroll.scrollHeight;
  scrolledTo = scroll.scrollTop;
  newer.hidden = true;
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
setInterval(() => countOn(say), 1000);
newer.addEventListener('click', toEnd);
scroll.addEventListener('scroll', () => {
  if (atEnd()) newer.hidden = true;
});
