import { expect } from 'vitest';
import { decided, waits } from './approval-words.ts';
import type { Scene } from './approvals.ts';

const first = '☐ Make an image first';
const another = /The plan is another one since this card was drawn/;
const chosenOrApproved = /chosen by ann at.*waiting for admins|approved by bob at/s;

/** What somebody chooses on the card while others are about to decide. */
export const choices: Readonly<Record<string, Scene>> = {
  'a choice and a yes at once': {
    play: ({ click }) => Promise.all([click('ann', first), click('bob', 'Approve')]),
    ...{ executions: 'one at most', card: chosenOrApproved, told: { ann: decided, bob: another } },
  },
  'a yes and a choice at once': {
    play: ({ click }) => Promise.all([click('bob', 'Approve'), click('ann', first)]),
    ...{ executions: 'one at most', card: chosenOrApproved, told: { ann: decided, bob: another } },
  },
  'a yes to the card as it was before something was chosen': {
    async play({ room, stage, click }) {
      const seen = room.seen();
      await click('bob', first);
      await stage.rest();
      await click('cid', 'Approve', { seen });
    },
    ...{ executions: 0, card: /image work-final.*chosen by bob at.*waiting for admins/s, told: { cid: another } },
  },
  'a choice of those who may not': {
    play: ({ click }) => Promise.all([click('dan', first), click('eve', first)]),
    ...{ executions: 0, card: waits, told: { dan: /Only admins may approve this/, eve: /not for you here/ } },
  },
  'a choice after time is up': {
    rule: 'within: 5m',
    async play({ room, click, stage }) {
      const seen = room.seen();
      await stage.pass(6 * 60_000);
      await click('ann', first, { seen });
    },
    ...{ executions: 0, card: /nobody answered within 5 min/, told: { ann: /It waited for an answer until 10:05/ } },
  },
  'a choice right before the process dies': {
    async play({ bot, stage, click, card }) {
      await click('ann', first);
      await bot.die();
      await stage.begin();
      await stage.pass(20_000);
      await stage.rest();
      expect(card()).toMatch(/image work-final.*chosen by ann at/s);
      await click('bob', 'Approve');
    },
    redrawnFor: 'ann',
    ...{ executions: 1, card: /approved by bob at .* image work-final kept/ },
  },
  'a choice between the first yes and the second': {
    rule: 'count: 2',
    async play({ stage, click }) {
      await click('bob', 'Approve');
      await stage.rest();
      await click('ann', first);
      await stage.rest();
      await click('cid', 'Approve');
    },
    ...{ executions: 0, card: /chosen by ann at(?!.*bob).*1 of 2 approved: cid/s },
  },
};
