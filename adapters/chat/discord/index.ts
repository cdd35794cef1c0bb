import { z } from 'zod';
import { defineChat, hidden } from '#kit';
import { publicKeyOf } from './receive/signature.ts';

/** Made when somebody asks: most processes start without Discord, and all of them start. */
const settings = () =>
  z.object({
    DISCORD_TOKEN: hidden().meta({ description: 'Token of the bot: developer portal, Bot, Reset Token' }),
    DISCORD_GUILD: z
      .string()
      .regex(/^\d{15,21}$/, 'must be the id of a server: a number of 15 to 21 digits')
      .optional()
      .meta({
        description: 'Registers the commands in this server only, where they appear at once; everywhere without it',
        examples: ['613425648685547541'],
      }),
    DISCORD_PUBLIC_KEY: publicKey().optional().meta({
      description: 'Public key of the app, where Discord sends interactions to an address instead of the gateway',
    }),
    DISCORD_PORT: z.coerce
      .number()
      .int()
      .min(0)
      .max(65_535)
      .optional()
      .meta({ description: 'Port on which those interactions arrive', examples: ['7578'] }),
    DISCORD_API_URL: z
      .url()
      .optional()
      .meta({ description: 'Another Discord than the real one, for tests', examples: ['http://127.0.0.1:7579/api'] }),
  });

const publicKey = () =>
  z.string().transform((hex, at) => {
    const key = publicKeyOf(hex.trim());
    if (key) return key;
    at.addIssue('must be the 64 hex digits under General Information in the developer portal');
    return z.NEVER;
  });

const whole = () =>
  settings().superRefine(({ DISCORD_PUBLIC_KEY: key, DISCORD_PORT: port }, at) => {
    if ((key === undefined) === (port === undefined)) return;
    const [missing, given] = key ? ['DISCORD_PORT', 'DISCORD_PUBLIC_KEY'] : ['DISCORD_PUBLIC_KEY', 'DISCORD_PORT'];
    at.addIssue({ code: 'custom', path: [missing], message: `has to be set beside ${given}` });
  });

export default defineChat({
  name: 'discord',
  get config() {
    return whole();
  },
  configured: (env) =>
    Object.keys(env).some((name) => name.startsWith('DISCORD_') && env[name] !== undefined && name in settings().shape),
  // discord.js takes its time to load, and whoever talks elsewhere does not wait for it.
  open: async (config, memory, log) => (await import('./chat.ts')).openDiscord(config, memory, log),
});
