import { expect, it } from 'vitest';
import { canaryBot, filesIn, sayEverything } from '../composition/canary.ts';
import { everythingIn } from './everything-in.ts';
import { onEachServer } from './redis-server.ts';

const password = 'canary-redis-5b77-90c3';

onEachServer(
  (server) => {
    it('keeps no secret in any key, job or file of Redis, whatever the cloud repeats of them', async () => {
      await server().say('CONFIG', 'SET', 'requirepass', password);
      const url = `${server().url}?password=${password}`;
      const bot = await canaryBot({ REDIS_URL: url });

      // Jobs are gone when they are done; the file has every write there ever was.
      const written = () => filesIn(server().folder).join('\n');

      await sayEverything(bot);
      bot.cloud.refuse(/^nothing/, 400);
      await bot.say('disk delete setup-disk');
      await expect.poll(written).toMatch(/\{"operation":"op-/);

      const traces = await bot.traces();
      const kept = await everythingIn(url);
      expect(kept).toMatch(/\{hoist\}:operation:op-/);
      expect(bot.leaked([traces, kept, written()].join('\n'), password)).toEqual([]);
    }, 60_000);
  },
  '--appendonly',
  'yes',
);
