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
      .meta({ description: 'Loopback address the page is served on', examples: ['127.0.0.1'] }),
    WEB_PORT: z.coerce
      .number()
      .int()
      .min(0)
      .max(65_535)
      .default(7575)
      .meta({ description: 'Port of the page; off for no page', examples: ['7575'] }),
    WEB_REAL_CLOUDS: names.meta({
      description: 'Real clouds that the page may drive, by name',
      examples: ['selectel'],
    }),
  }),
  configured: ({ WEB_PORT }) => WEB_PORT !== 'off',
  refuses: (config, clouds) => refusal(config, clouds),
  open: (config, memory, log) => openWeb(config, memory, log),
});
