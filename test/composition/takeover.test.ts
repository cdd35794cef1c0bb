import { expect, it } from 'vitest';
import { slackTown } from '../slack/town.ts';
import { takeover } from './takeover.ts';

// On Discord, on Redis and with deaths that nobody sees: `npm run test:real -- takeover`.
it('goes on for a leader that is killed, and says nothing twice', async () => {
  const town = await slackTown();

  const took = await takeover(town).finally(town.close);

  console.log(`take-over: first word of the other after ${took.silence.toFixed(0)} ms`);
  expect(took.cards).toHaveLength(1);
  expect(took.answers).toHaveLength(took.asked);
}, 40_000);
