import { expect, it } from 'vitest';
import { lives } from './lives.ts';

/** The bot starts a machine and dies at one point of it, or at none; another one takes over. */
async function play(dieAt: number | undefined) {
  const points: string[] = [];
  let begun = false;
  const stage = await lives({}, (point) => {
    if (!begun) return;
    points.push(point);
    if (points.length - 1 === dieAt) stage.die();
  });
  const { discord, general } = stage;
  const first = await stage.start();
  begun = true;

  const asked = discord.slash('gpu start', { image: 'base-image' });
  let kind = '';
  void asked.then((reply) => {
    kind = reply.kind;
  });
  await discord.until(() => kind !== '' || !stage.alive());
  if (stage.alive()) await stage.rest(first);
  const life = stage.alive() ? first : await stage.start();
  await stage.rest(life);

  const things = [...stage.world.things.values()].sort();
  const [thread, ...otherThreads] = discord.threads(general);
  const cards = discord.messages(general).filter((each) => discord.text(each).includes('web-1 is ready'));
  const pings = thread ? discord.messages(thread).filter((each) => discord.text(each).includes('web-1 is ready')) : [];
  return { points, operations: (await stage.all()).length, things, cards, pings, otherThreads };
}

it('dies at every point of a start, and ends it with one card, one machine and one ping all the same', async () => {
  const { points } = await play(undefined);
  const lost: string[] = [];

  for (const at of points.keys()) {
    const { operations, things, cards, pings, otherThreads } = await play(at);
    const whole = [operations, things.join(' '), cards.length, pings.length, otherThreads.length];
    if (operations === 0) lost.push(points[at] ?? '');
    else expect([points[at], ...whole]).toEqual([points[at], 1, 'disk machine', 1, 1, 0]);
  }

  console.log(`died at ${points.length} points: ${points.join(' · ')}`);
  expect(points.length).toBeGreaterThan(20);
  // Before it is on the disk Discord alone knows of it, and brings it to no other session: the person sees no answer.
  expect(lost).toEqual(['before add in']);
}, 60_000);
