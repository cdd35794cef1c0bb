import { z } from 'zod';
import { defineChat } from '#kit';
import { openWeb } from './chat.ts';
import { isLoopback } from './guard.ts';
import { refusal } from './refusal.ts';

const names = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  );

export default defineChat({
  name: 'web',
  config: z.object({
    WEB_HOST: z
      .string()
      .default('127.0.0.1')
      .refine(isLoopback, 'WEB_HOST must be a loopback address: the page has no accounts')
      .describe('Loopback address the page is served on'),
    WEB_PORT: z.coerce.number().int().min(0).max(65_535).default(7575).describe('Port of the page; off for no page'),
    WEB_REAL_CLOUDS: names.describe('Names of real clouds that the page may drive, with commas between'),
  }),
  configured: ({ WEB_PORT }) => WEB_PORT !== 'off',
  refuses: (config, clouds) => refusal(config, clouds),
  open: (config, memory) => openWeb(config, memory),
});
