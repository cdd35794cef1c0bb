import { webApi } from '@slack/bolt';
import type { Log, Pace } from '#kit';
import type { SlackConfig } from '../config.ts';
import { boltLogger } from '../receive/bolt-logger.ts';
import { pauseOf } from './failures.ts';

export type Client = webApi.WebClient;

/**
 * Nothing is tried again in here: after a lost reply that would post twice, and after a 429 it would hold every other call
 * as well. Whoever calls decides.
 */
export const slackClient = ({ botToken, apiUrl }: SlackConfig, log: Log): Client =>
  new webApi.WebClient(botToken.reveal(), {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 10_000,
    logger: boltLogger(log),
  });

/** Runs a call; where Slack asks for a pause, nobody says the like in that channel before it is over. */
export async function heeding<T>(
  pace: Pace,
  now: () => number,
  said: { readonly kind: string; readonly channel: string },
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const pause = pauseOf(error);
    if (pause !== undefined)
      pace.hold(({ kind, channel }) => kind === said.kind && channel === said.channel, now() + pause);
    throw error;
  }
}
