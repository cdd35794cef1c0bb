import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { takeover } from '../../composition/takeover.ts';
import { discordTown } from '../../discord/town.ts';
import { slackTown } from '../../slack/town.ts';
import { installed, type Server, startServer } from '../../store/redis-server.ts';

let server: Server;
beforeAll(async () => {
  server = await startServer(installed());
});
afterAll(() => server.end());

const towns = { Slack: slackTown, Discord: discordTown };
const unseen = spawnSync('unshare', ['--pid', '--fork', 'true']).status === 0;
if (!unseen) console.warn('skipped: no process may be hidden from another here (unshare)');

const scenes = (Object.keys(towns) as readonly (keyof typeof towns)[]).flatMap((chat) =>
  (['a file', 'Redis'] as const).flatMap((store) =>
    (['seen', 'unseen'] as const).map((death) => ({ chat, store, death })),
  ),
);

it.each(scenes)('goes on for a killed leader: $chat on $store, its death $death', async ({ chat, store, death }) => {
  if (death === 'unseen' && !unseen) return;
  const env = store === 'Redis' ? { REDIS_URL: server.url, REDIS_PREFIX: `${chat}-${death}` } : {};
  const town = await towns[chat]();

  const took = await takeover(town, { env, ...(death === 'unseen' ? { apart: true } : {}) }).finally(town.close);

  console.log(
    `${chat} on ${store}, death ${death}: silence ${took.silence.toFixed(0)} ms, a press shown after ${took.pressed.toFixed(0)} ms`,
  );
  expect(took.cards).toHaveLength(1);
  expect(took.answers).toHaveLength(took.asked);
  expect(took.silence).toBeLessThan(death === 'seen' ? 2_500 : 7_000);
});

const stores = scenes.filter(({ death }) => death === 'seen');

it.each(stores)('keeps a leader silent that slept: $chat on $store', async ({ chat, store }) => {
  const env = store === 'Redis' ? { REDIS_URL: server.url, REDIS_PREFIX: `${chat}-sleeps` } : {};
  const town = await towns[chat]();

  const took = await takeover(town, { env, sleeps: true }).finally(town.close);

  console.log(`${chat} on ${store}, asleep: silence ${took.silence.toFixed(0)} ms`);
  expect(took.cards).toHaveLength(1);
  expect(took.answers).toHaveLength(took.asked);
});
