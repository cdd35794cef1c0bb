import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { Delivered } from '../../adapters/chat/slack/fake/fake-slack.ts';
import { type Lives, livesOf } from './lives.ts';
import { annId } from './seat.ts';
import { general } from './stage.ts';

/** What may become of the connections to Slack. */
const causes: Readonly<Record<string, (lives: Lives) => void | Promise<void>>> = {
  'a refresh of one': ({ slack }) => slack.sockets.refresh('oldest'),
  'a refresh of both': ({ slack }) => slack.sockets.refresh(),
  'a warning': ({ slack }) => slack.sockets.warn(),
  'one broken off': ({ slack }) => slack.sockets.drop('oldest'),
  'both broken off': ({ slack }) => slack.sockets.drop(),
  'one that hangs': ({ slack }) => slack.sockets.hang('oldest'),
  'a 503 to whoever comes back': ({ slack }) => {
    slack.fault({ method: 'apps.connections.open', times: 2, what: { status: 503 } });
    slack.sockets.drop();
  },
  'a 503 again and again': ({ slack }) => {
    slack.fault({ method: 'apps.connections.open', times: 12, what: { status: 503 } });
    slack.sockets.drop();
  },
  'a 429 to whoever comes back': ({ slack }) => {
    slack.fault({ method: 'apps.connections.open', times: 3, what: { retryAfter: 30 } });
    slack.sockets.drop();
  },
  'a reset to whoever comes back': ({ slack }) => {
    slack.fault({ method: 'apps.connections.open', times: 3, what: 'reset' });
    slack.sockets.drop('oldest');
  },
  async 'too many websockets'({ slack, clock }) {
    slack.sockets.allow(0);
    slack.sockets.drop();
    clock.after(5_000, () => slack.sockets.allow(10));
  },
};

const counted: string[] = [];
afterAll(() => console.log(counted.join('\n')));

it.each(Object.entries(causes))('does all that was taken, and nothing twice, with %s', async (cause, befall) => {
  const lives = await livesOf('socket');
  const { slack } = lives;
  const ann = slack.person(annId);
  await lives.begin();
  const acts: { readonly name: string; readonly done: Promise<Delivered> }[] = [];
  let settled = 0;
  const act = (way: 'slash' | 'mention') => {
    const name = `web-${acts.length}`;
    const words = `start base-image --name ${name}`;
    const done = way === 'slash' ? ann.slash('/gpu', words) : ann.mention(`gpu ${words}`);
    acts.push({ name, done: done.finally(() => (settled += 1)) });
  };

  act('slash');
  await befall(lives);
  act('mention');
  act('slash');
  await lives.until(() => slack.sockets.count === 2 && settled === acts.length);
  act('slash');
  act('mention');
  act('mention');
  await lives.until(() => settled === acts.length);
  let again = 0;
  for (const { done } of acts) void slack.redeliver(await done).then(() => (again += 1));
  await lives.until(() => again === acts.length);
  await lives.rest();
  const operations = await lives.store.heads({ limit: 100 });

  const tallies = { taken: 0, refused: 0, lost: 0, doubled: 0 };
  for (const { name, done } of acts) {
    const { acked } = await done;
    const says = (begin: string) =>
      slack.messages(general).filter(({ text }) => ends.some((end) => text.startsWith(`${begin}${end(name)}`))).length;
    const counts = [says(''), says(`<@${annId}> `), operations.filter(({ input }) => nameIn(input) === name).length];
    tallies[acked ? 'taken' : 'refused'] += 1;
    tallies.lost += counts.filter((count) => acked && count === 0).length;
    tallies.doubled += counts.filter((count) => count > 1).length;
  }
  counted.push(
    `${cause}: ${Object.entries(tallies)
      .map(([what, count]) => `${count} ${what}`)
      .join(', ')}`,
  );
  expect(tallies).toMatchObject({ lost: 0, doubled: 0 });
  expect(tallies.taken).toBeGreaterThanOrEqual(3);
});

/** Not all of them find a free GPU. */
const ends = [(name: string) => `✓ ${name} is ready`, (name: string) => `✗ ${name} did not start`];

const nameIn = (input: unknown) => z.object({ name: z.string() }).parse(input).name;
