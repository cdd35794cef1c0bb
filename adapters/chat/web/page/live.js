/** @import { Message } from '../messages.ts' */

/**
 * Keeps a stream of messages open. The browser comes back by itself and says what it has seen.
 * @param {string} who
 * @param {{ all: (messages: Message[]) => void, some: (messages: Message[]) => void, online: (is: boolean) => void }} on
 * @returns {() => void} Ends it.
 */
export function live(who, on) {
  /** @type {EventSource} */
  let source;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;
  function open() {
    source = new EventSource(`/live?who=${who}`);
    source.addEventListener('open', () => on.online(true));
    source.addEventListener('all', ({ data }) => on.all(JSON.parse(data)));
    source.addEventListener('some', ({ data }) => on.some(JSON.parse(data)));
    source.addEventListener('error', () => {
      on.online(false);
      // It gives up for good when it was answered with anything but a stream.
      if (source.readyState === EventSource.CLOSED) later = setTimeout(open, 2000);
    });
  }
  open();
  return () => {
    clearTimeout(later);
    source.close();
  };
}
