import type { Bid, Budget } from '#kit';

const channelOf = ({ channel }: Bid): string => channel;

/**
 * How fast Slack lets a workspace be spoken to: docs.slack.dev/apis/web-api/rate-limits. It promises so many calls a
 * minute of each method, so what may come at once and what follows in a minute stay together below that.
 */
export const slackBudgets: readonly Budget[] = [
  // chat.update: 50 a minute for the whole workspace; ends and questions must never wait for percentages.
  {
    key: ({ kind }) => (kind === 'edit' ? 'workspace' : undefined),
    every: 1_500,
    atOnce: 10,
    spare: { step: 3, share: 6 },
  },
  // One message may change so often that it can still be read.
  {
    key: (bid, weight) => (bid.kind === 'edit' && weight !== 'end' ? `${bid.channel} ${bid.message}` : undefined),
    every: 2_000,
    atOnce: 1,
  },
  // chat.postMessage: one a second in each channel, a few at once, and some hundreds a minute in all.
  { key: (bid) => (bid.kind === 'post' ? channelOf(bid) : undefined), every: 1_000, atOnce: 4 },
  { key: ({ kind }) => (kind === 'post' ? 'workspace' : undefined), every: 250, atOnce: 20 },
  // chat.postEphemeral: a hundred a minute.
  { key: ({ kind }) => (kind === 'whisper' ? 'workspace' : undefined), every: 700, atOnce: 12 },
];
