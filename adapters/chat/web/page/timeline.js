import { morph } from './dom.js';
import { drawMessage } from './message.js';

/** @import { Message } from '../messages.ts' */

/** Messages as they came, by id; `version` tells a drawn one from a changed one. */
/** @type {Map<string, { message: Message, version: number }>} */
const known = new Map();
/** Presses without an answer yet: message id and the press, as text. @type {Set<string>} */
const pressed = new Set();
let versions = 0;

/** @param {Message[]} messages */
export function learn(messages) {
  for (const message of messages) known.set(message.id, { message, version: ++versions });
}
export const forgetAll = () => known.clear();
/** @param {string} id */
export const messageOf = (id) => known.get(id)?.message;

/**
 * @param {string} id
 * @param {string} press
 * @param {boolean} is
 */
export function setBusy(id, press, is) {
  if (is) pressed.add(`${id} ${press}`);
  else pressed.delete(`${id} ${press}`);
}
/** @param {string} id @param {string} press */
export const isBusy = (id, press) => pressed.has(`${id} ${press}`);

/** @param {Message} message */
export const roomOf = (message) => (message.channel.startsWith('dm:') ? 'dm' : message.channel);
/** @param {Message} message */
const beneath = (message) => message.under !== undefined && known.has(message.under);
/** @param {Message} message */
const isReply = (message) => message.thread !== undefined && known.has(message.thread);

const inOrder = () => [...known.values()].map(({ message }) => message).sort((a, b) => a.seq - b.seq);

/** What stands in the channel itself. @param {string} room */
export const inRoom = (room) =>
  inOrder().filter((message) => roomOf(message) === room && !beneath(message) && !isReply(message));
/** A message and its replies. @param {string} id */
export const inThread = (id) =>
  inOrder().filter((message) => message.id === id || (message.thread === id && !beneath(message)));

/**
 * Brings a list up to date: what has not changed is left alone, what has is changed in place.
 * @param {HTMLElement} list
 * @param {readonly Message[]} messages
 * @param {{ locale: string, threads: boolean }} how
 */
export function draw(list, messages, { locale, threads }) {
  const answers = Map.groupBy(inOrder().filter(beneath), (message) => message.under);
  const replies = Map.groupBy(inOrder().filter(isReply), (message) => message.thread);
  const drawn = new Map([...list.children].map((item) => [item.getAttribute('data-id'), item]));
  messages.forEach((message, index) => {
    const under = answers.get(message.id) ?? [];
    const shown = [message, ...under];
    const hasThread = threads && !message.from && !message.only;
    const count = hasThread ? (replies.get(message.id)?.length ?? 0) : undefined;
    const busy = [...pressed].filter((key) => shown.some(({ id }) => key.startsWith(`${id} `)));
    const state = [locale, count, ...shown.map(({ id }) => known.get(id)?.version), ...busy].join(' ');
    let item = drawn.get(message.id);
    if (item?.getAttribute('data-state') !== state) {
      const fresh = drawMessage(message, { locale, replies: count, answers: under, busy: isBusy });
      fresh.setAttribute('data-state', state);
      if (item) morph(item, fresh);
      else item = fresh;
    }
    if (item && list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
  });
  while (list.children.length > messages.length) list.lastElementChild?.remove();
}
