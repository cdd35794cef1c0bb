import type { z } from 'zod';
import type { Secret } from '#kit';

export interface SlackConfig {
  readonly botToken: Secret;
  /** How Slack's events come here. */
  readonly by:
    | { readonly kind: 'socket'; readonly appToken: Secret }
    | { readonly kind: 'http'; readonly signingSecret: Secret; readonly port: number };
  /** Ends with a slash. */
  readonly apiUrl: string;
}

export interface Variables {
  readonly SLACK_BOT_TOKEN?: Secret | undefined;
  readonly SLACK_APP_TOKEN?: Secret | undefined;
  readonly SLACK_SIGNING_SECRET?: Secret | undefined;
  readonly SLACK_PORT: number;
  readonly SLACK_API_URL: string;
}

/** Half a configuration says what the other half is. */
export function slackConfig(set: Variables, at: z.core.$RefinementCtx<Variables>): SlackConfig {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = set;
  const wrong = (name: keyof Variables, message: string) =>
    at.issues.push({ code: 'custom', path: [name], message, input: undefined });
  if (!botToken) wrong('SLACK_BOT_TOKEN', 'is missing: the Bot User OAuth Token of the app (xoxb-…)');
  if (!appToken && !signingSecret)
    wrong('SLACK_APP_TOKEN', 'is missing: an App-Level Token (xapp-…); for HTTP set SLACK_SIGNING_SECRET instead');
  if (appToken && signingSecret)
    wrong('SLACK_SIGNING_SECRET', 'is for HTTP, and SLACK_APP_TOKEN for Socket Mode: set one of the two');
  const apiUrl = set.SLACK_API_URL.replace(/\/*$/, '/');
  const by = appToken
    ? ({ kind: 'socket', appToken } as const)
    : signingSecret && ({ kind: 'http', signingSecret, port: set.SLACK_PORT } as const);
  // With an issue above, what comes back here is thrown away.
  return { botToken, by, apiUrl } as SlackConfig;
}
