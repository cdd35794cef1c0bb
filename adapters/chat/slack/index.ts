import { z } from 'zod';
import { defineChat, hidden } from '#kit';
import { type SlackConfig, slackConfig } from './config.ts';

/** Made when somebody asks: most processes start without Slack, and all of them start. */
const shape = () =>
  z.object({
    SLACK_BOT_TOKEN: z
      .string()
      .startsWith('xoxb-', 'must be the Bot User OAuth Token, which begins with xoxb-')
      .pipe(hidden())
      .optional()
      .meta({ description: 'Bot User OAuth Token of the Slack app, from "OAuth & Permissions"' }),
    SLACK_APP_TOKEN: z
      .string()
      .startsWith('xapp-', 'must be an App-Level Token, which begins with xapp-')
      .pipe(hidden())
      .optional()
      .meta({
        description:
          'App-Level Token with connections:write, for Socket Mode: Slack is reached from here, nothing is open',
      }),
    SLACK_SIGNING_SECRET: hidden().optional().meta({
      description: 'Instead of the App-Level Token: Slack calls this host over HTTPS and signs with this secret',
    }),
    SLACK_PORT: z.coerce
      .number()
      .int()
      .min(0)
      .max(65_535)
      .default(7577)
      .meta({ description: 'Port for that, below /slack/events; TLS ends in front of it', examples: ['7577'] }),
    SLACK_API_URL: z
      .url()
      .default('https://slack.com/api/')
      .meta({ description: 'Base of the Web API, another one for GovSlack', examples: ['https://slack.com/api/'] }),
  });

export default defineChat<SlackConfig>({
  name: 'slack',
  get config() {
    return shape().transform(slackConfig);
  },
  configured: ({ SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET }) =>
    [SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET].some((value) => value !== undefined),
  // Bolt takes a while to load, and a bot without Slack never needs it.
  open: async (config, memory, log) => (await import('./chat.ts')).openSlack(config, memory, log),
});
