import { onTestFinished } from 'vitest';
import { openSlack, type SlackChat } from '../../adapters/chat/slack/chat.ts';
import type { SlackConfig } from '../../adapters/chat/slack/config.ts';
import { type FakeSlack, type FakeSlackOptions, startFakeSlack } from '../../adapters/chat/slack/fake/fake-slack.ts';
import type { Desk, Log, Memory } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import { secretOf } from '../../src/secret.ts';
import { mapMemory } from '../contract/map-memory.ts';
import { type VirtualClock, virtualClock } from '../engine/virtual-clock.ts';

export const general = 'C0GENERAL01';
/** The id of a person as the desk knows it. */
export const idOf = (user: string): string => `slack:T0HOISTTEAM:${user}`;

export type By = 'socket' | 'http';

/** A small Slack in time that stands still. */
export async function slackHere(options: FakeSlackOptions = {}): Promise<FakeSlack & { readonly clock: VirtualClock }> {
  const clock = virtualClock();
  const slack = await startFakeSlack({ clock, ...options });
  onTestFinished(() => slack.close());
  return Object.assign(slack, { clock });
}

export interface Joining {
  readonly clock: VirtualClock;
  readonly by?: By;
  /** What an earlier process left. */
  readonly memory?: Memory;
  readonly log?: Log;
  readonly strict?: boolean;
}

/** The chat as the bot opens it; it has not listened yet. */
export async function chatOn(slack: FakeSlack, on: Joining): Promise<SlackChat> {
  const { clock, by = 'socket', memory = mapMemory(), log = silent, strict = true } = on;
  const config: SlackConfig = {
    botToken: secretOf(slack.botToken),
    apiUrl: slack.apiUrl,
    by:
      by === 'socket'
        ? { kind: 'socket', appToken: secretOf(slack.appToken) }
        : { kind: 'http', signingSecret: secretOf(slack.signingSecret), port: 0 },
  };
  return openSlack(config, memory, log, { clock, strict });
}

/** Listening, and Slack knows where. */
export async function listening(slack: FakeSlack, chat: SlackChat, desk: Desk, by: By = 'socket'): Promise<void> {
  await chat.listen(desk);
  if (by === 'socket') await slack.sockets.connected(2);
  else await slack.sendTo(chat.address?.() ?? '');
  onTestFinished(() => chat.close());
}
