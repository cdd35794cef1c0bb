import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { webApi } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { allCommands } from '../../src/discover.ts';
import { requestUrl, slackApp, slackManifest } from '../../src/manifest.ts';

type Manifest = Parameters<webApi.WebClient['apps']['manifest']['validate']>[0]['manifest'];

const kept = readFileSync(join(import.meta.dirname, '../../manifest.yml'), 'utf8');
const url = 'https://hoist.example.com/slack/events';

const said = (most: number) => z.string().min(1).max(most);
const https = z.url({ protocol: /^https$/ });
const unique = (all: readonly string[]) => new Set(all).size === all.length;

/** What Slack takes: the notes of @slack/web-api's manifest types, and of the public schema for manifests. */
const shape = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal([1, 2]), minor_version: z.int() }),
  display_information: z.strictObject({ name: said(35), description: said(140) }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({
      display_name: said(80).regex(/^[a-z0-9._-]+$/),
      always_online: z.boolean(),
    }),
    shortcuts: z
      .array(
        z.strictObject({
          name: said(24),
          type: z.enum(['global', 'message']),
          callback_id: said(255),
          description: said(150),
        }),
      )
      .min(1)
      .max(10),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\/[a-z0-9_-]{1,31}$/),
          description: said(2_000),
          usage_hint: said(1_000),
          should_escape: z.literal(true),
          url: https.optional(),
        }),
      )
      .min(1)
      .max(50),
  }),
  oauth_config: z.strictObject({
    scopes: z.strictObject({ bot: z.array(z.string()).max(255).refine(unique) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      bot_events: z.array(z.string()).max(100).refine(unique),
      request_url: https.optional(),
    }),
    interactivity: z.strictObject({
      is_enabled: z.literal(true),
      request_url: https.optional(),
      message_menu_options_url: https.optional(),
    }),
    socket_mode_enabled: z.boolean(),
    org_deploy_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

describe('the Slack manifest', () => {
  it('is what the commands say today; `npm run manifest` writes it anew', async () => {
    expect(kept).toBe(await slackManifest(await allCommands()));
  });

  it('says in YAML what it says as data, and as data it is what Slack’s own types want', async () => {
    const manifest: Manifest = await slackApp(await allCommands());

    expect(parse(kept)).toEqual(manifest);
  });

  it('is one that Slack would take', () => {
    expect(() => shape.parse(parse(kept))).not.toThrow();
  });

  it('has a slash command for every noun, and the umbrella', async () => {
    const nouns = new Set((await allCommands()).names.map((name) => `/${name.split(' ')[0]}`));

    const { slash_commands } = shape.parse(parse(kept)).features;

    expect(new Set(slash_commands.map(({ command }) => command))).toEqual(nouns);
    expect(nouns).toContain('/hoist');
  });

  it('has shortcuts that are commands', async () => {
    const { names } = await allCommands();

    for (const { callback_id } of shape.parse(parse(kept)).features.shortcuts) expect(names).toContain(callback_id);
  });

  it('says beside every scope what it is for', () => {
    const { bot } = shape.parse(parse(kept)).oauth_config.scopes;

    for (const scope of bot) expect(kept).toMatch(new RegExp(`# .+\\n\\s+- "${scope}"\\n`));
  });

  it('has the scope that each of its events needs', () => {
    const { oauth_config, settings } = shape.parse(parse(kept));
    const needed: Readonly<Record<string, string | undefined>> = {
      app_home_opened: undefined,
      app_mention: 'app_mentions:read',
      'message.im': 'im:history',
    };

    for (const event of settings.event_subscriptions.bot_events) {
      expect(Object.keys(needed)).toContain(event);
      if (needed[event]) expect(oauth_config.scopes.bot).toContain(needed[event]);
    }
  });
});

describe('the manifest for HTTP', () => {
  it('has the address wherever Slack calls, and no Socket Mode', async () => {
    const manifest = shape.parse(parse(await slackManifest(await allCommands(), url)));

    expect(manifest.settings.socket_mode_enabled).toBe(false);
    expect(manifest.settings.event_subscriptions.request_url).toBe(url);
    expect(manifest.settings.interactivity).toMatchObject({ request_url: url, message_menu_options_url: url });
    expect(new Set(manifest.features.slash_commands.map((command) => command.url))).toEqual(new Set([url]));
  });

  it.each([['https://hoist.example.com'], ['https://hoist.example.com/'], ['https://hoist.example.com/slack/events']])(
    'finds the address in %s',
    (typed) => {
      expect(requestUrl(typed)).toBe(url);
    },
  );

  it('takes no address without https, which Slack would not call', () => {
    expect(() => requestUrl('http://hoist.example.com')).toThrow(/https/);
  });
});
