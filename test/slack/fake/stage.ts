import { App, type AppOptions, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { onTestFinished } from 'vitest';
import { type FakeSlack, type FakeSlackOptions, startFakeSlack } from '../../../adapters/chat/slack/fake/fake-slack.ts';
import { type VirtualClock, virtualClock } from '../../engine/virtual-clock.ts';

export const quiet: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

export async function slackHere(options: FakeSlackOptions = {}): Promise<FakeSlack & { readonly clock: VirtualClock }> {
  const clock = virtualClock();
  const slack = await startFakeSlack({ clock, ...options });
  onTestFinished(() => slack.close());
  return Object.assign(slack, { clock });
}

export const clientOf = (slack: FakeSlack, token: string = slack.botToken): WebClient => clientAt(slack.apiUrl, token);

/** The client a bot uses: no retries of its own, and a 429 is an error at once. */
export function clientAt(slackApiUrl: string, token: string): WebClient {
  return new WebClient(token, {
    slackApiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: quiet,
  });
}

/** A real Bolt app over Socket Mode, connected. */
export async function boltOver(slack: FakeSlack, connections = 1, options: AppOptions = {}): Promise<App> {
  const receivers = Array.from(
    { length: connections },
    () =>
      new SocketModeReceiver({
        appToken: slack.appToken,
        logger: quiet,
        // A reconnect waits that long; Bolt's own five seconds are too long for a test.
        clientPingTimeout: 200,
        installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
      }),
  );
  const [first] = receivers;
  const app = new App({
    ...(first && { receiver: first }),
    authorize: async () => ({ botToken: slack.botToken, botId: 'B0HOISTBOT1', botUserId: 'U0HOISTBOT1' }),
    convoStore: false,
    ...options,
    logger: quiet,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
  });
  for (const receiver of receivers.slice(1)) receiver.init(app);
  await Promise.all(receivers.map((receiver) => receiver.start()));
  onTestFinished(async () => {
    for (const receiver of receivers) await receiver.client.disconnect();
  });
  return app;
}
