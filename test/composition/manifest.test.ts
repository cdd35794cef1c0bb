import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { allCommands } from '../../src/discover.ts';
import { slackManifest } from '../../src/manifest.ts';

const kept = readFileSync(join(import.meta.dirname, '../../manifest.yml'), 'utf8');

const shape = z.object({
  display_information: z.object({ name: z.string().max(35), description: z.string().max(140) }),
  features: z.object({
    bot_user: z.object({ display_name: z.string().max(80), always_online: z.boolean() }),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\/[a-z0-9_-]{1,31}$/),
          description: z.string().min(1).max(2_000),
          usage_hint: z.string().max(1_000),
          should_escape: z.literal(true),
        }),
      )
      .max(50),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({ socket_mode_enabled: z.literal(true) }).loose(),
});

it('is what the commands say today; `npm run manifest` writes it anew', async () => {
  expect(kept).toBe(await slackManifest(await allCommands()));
});

it('is a manifest that Slack would take', () => {
  expect(() => shape.parse(parse(kept))).not.toThrow();
});

it('has a slash command for every noun', async () => {
  const nouns = new Set((await allCommands()).names.map((name) => `/${name.split(' ')[0]}`));

  expect(new Set(shape.parse(parse(kept)).features.slash_commands.map(({ command }) => command))).toEqual(nouns);
});
