import type { Bid, Budget } from '#kit';

const channelOf = ({ channel }: Bid): string => channel;

/** A minute and a little: a call may be on its way longer than the one before it. */
const minute = 61_000;
/** Of the fifty: the rest is for messages that go on, however many there are. */
const mostForEnds = 30;

/** How fast Slack lets a workspace be spoken to: docs.slack.dev/apis/web-api/rate-limits. */
export const slackBudgets: readonly Budget[] = [
  // chat.update: 50 a minute for the whole workspace. Every message that changes may come to its end at any moment, and
  // then it must not wait for the steps of others; with hundreds of them the ping below the card says it in time.
  {
    key: ({ kind }) => (kind === 'edit' ? 'workspace' : undefined),
    atOnce: 50,
    per: minute,
    spare: { step: (crowd) => Math.min(crowd, mostForEnds), share: (crowd) => Math.min(crowd, mostForEnds) + 6 },
  },
  // What goes on is spread over the minute, or it would stand still in the second half of it.
  {
    key: ({ kind }, weight) => (kind === 'edit' && weight !== 'end' ? 'going on' : undefined),
    every: 1_500,
    atOnce: 5,
  },
  // One message may change so often that it can still be read.
  {
    key: (bid, weight) => (bid.kind === 'edit' && weight !== 'end' ? `${bid.channel} ${bid.message}` : undefined),
    every: 2_000,
    atOnce: 1,
  },
  // chat.postMessage: one a second in each channel, a few at once, and some hundreds a minute in all.
  { key: (bid) => (bid.kind === 'post' ? channelOf(bid) : undefined), every: 1_000, atOnce: 4 },
  { key: ({ kind }) => (kind === 'post' ? 'workspace' : undefined), atOnce: 240, per: minute },
  // chat.postEphemeral: a hundred a minute.
  { key: ({ kind }) => (kind === 'whisper' ? 'workspace' : undefined), atOnce: 100, per: minute },
  // views.publish: a hundred a minute; who opens the Home tab does not wait for those who opened it yesterday.
  { key: ({ kind }) => (kind === 'home' ? 'workspace' : undefined), atOnce: 100, per: minute, spare: { share: 40 } },
];
