import { el } from './dom.js';

/** @import { Button } from '../../../../src/view/view.ts' */
/** @import { Drawing } from './draw.js' */

/**
 * @param {readonly Button[]} buttons
 * @param {Drawing} drawing
 */
export function drawButtons(buttons, { busy }) {
  return el(
    'div',
    { class: 'buttons' },
    ...buttons.map(({ label, press, style }) => {
      const pressed = busy(press);
      return el(
        'button',
        {
          type: 'button',
          class: style,
          'data-press': JSON.stringify(press),
          'aria-busy': pressed ? 'true' : undefined,
          'aria-disabled': pressed ? 'true' : undefined,
        },
        el('bdi', {}, label),
      );
    }),
  );
}
