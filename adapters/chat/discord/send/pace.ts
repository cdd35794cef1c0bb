import { type Bid, type Budget, type Clock, createPace, type Pace } from '#kit';

/**
 * Discord's own numbers come with each answer and discord.js keeps to them; these are slower than any that were seen, so
 * that it has nothing to hold back. 50 calls a second for the bot as a whole, of which answers to people need some.
 */
const budgets: readonly Budget[] = [
  { key: () => 'all', every: 40, atOnce: 20, spare: { step: 5, share: 10 } },
  // Five in five seconds, whichever five seconds one looks at.
  { key: ({ kind, channel }) => `${kind} ${channel}`, every: 1_050, atOnce: 1 },
  { key: ({ message }, weight) => (weight === 'end' ? undefined : message), every: 2_000, atOnce: 1 },
];

export const discordPace = (clock: Clock): Pace => createPace(budgets, clock);

/** Whom a limit concerns that Discord has named: everybody, or one way of speaking in one channel. */
export const concerns =
  (kind: string, channel: string, everywhere: boolean) =>
  (bid: Bid): boolean =>
    everywhere || (bid.kind === kind && bid.channel === channel);
