import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawClassic } from '../../../adapters/chat/slack/draw/classic.ts';
import { drawMessage } from '../../../adapters/chat/slack/draw/message.ts';
import { messageFaults } from '../../../adapters/chat/slack/limits/message.ts';
import { type Invocation, locales, writePress } from '../../../src/kit.ts';
import { anyView } from './views.ts';

const write = (invocation: Invocation, most: number) => writePress(invocation, most).text;
const locale = fc.constantFrom(...locales);

describe('any view at all', () => {
  it.each([
    ['plan and tables', drawMessage],
    ['sections only', drawClassic],
  ])('becomes a message that Slack takes, with %s', (_, draw) => {
    fc.assert(
      fc.property(anyView, locale, (view, spoken) => {
        expect(messageFaults(draw(view, spoken, write))).toEqual([]);
      }),
      { numRuns: 80, interruptAfterTimeLimit: 15_000 },
    );
  });

  it('is drawn the same each time, so that an edit without a change can be left out', () => {
    fc.assert(
      fc.property(anyView, locale, (view, spoken) => {
        expect(drawMessage(view, spoken, write)).toEqual(drawMessage(view, spoken, write));
      }),
      { numRuns: 30, interruptAfterTimeLimit: 15_000 },
    );
  });

  it('is drawn with buttons that carry too much left out, and said as lines to type', () => {
    const whole = (invocation: Invocation) => JSON.stringify(invocation);
    fc.assert(
      fc.property(anyView, locale, (view, spoken) => {
        expect(messageFaults(drawMessage(view, spoken, whole))).toEqual([]);
      }),
      { numRuns: 40, interruptAfterTimeLimit: 15_000 },
    );
  });
});
