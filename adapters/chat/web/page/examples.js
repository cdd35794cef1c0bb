import { byId, el } from './dom.js';
import { say } from './words.js';

/** Lines that work as typed, for a page where nothing was said yet. */
const examples = { '/gpu start base-image': 'exampleStart', '/gpu list': 'exampleList', '/hoist help': 'exampleHelp' };

export function drawExamples() {
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
