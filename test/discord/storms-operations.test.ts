import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { FakeDiscord } from '../../adapters/chat/discord/fake/fake-discord.ts';
import type { Channel } from '../../adapters/chat/discord/fake/world.ts';
import type { View } from '../../src/kit.ts';
import { lives } from './lives.ts';
import { annId } from './seat.ts';
import { talk } from './talk.ts';

const routes = {
  post: 'POST /channels/:channel/messages',
  edit: 'PATCH /channels/:channel/messages/:message',
  thread: 'POST /channels/:channel/messages/:message/threads',
} as const;

const storms = {
  'a 429 for the route': { after: 400 },
  'a 429 for everything': { after: 400, scope: 'global' },
  'a 429 that others share': { after: 400, scope: 'shared' },
  'a 500': { status: 500 },
  'a 503': { status: 503 },
  'a lost reply': { lose: 'reply' },
  'a lost call': { lose: 'request' },
} as const;

/** All that people see of the start of web-1. */
const seen = (discord: FakeDiscord, general: Channel) => {
  const ready = (channel: Channel) =>
    discord.messages(channel).filter((each) => discord.text(each).includes('is ready'));
  const threads = discord.threads(general);
  return {
    messages: discord.messages(general).length,
    cards: ready(general).filter(({ pings }) => pings.length === 0).length,
    threads: threads.length,
    pings: threads.flatMap((thread) => ready(thread).map(({ pings }) => pings.join())),
  };
};

/** Discord's own time is what discord.js takes for the real one. */
async function start(prepare: (discord: FakeDiscord, general: Channel) => void) {
  const stage = await lives();
  const spy = vi.spyOn(Date, 'now').mockImplementation(stage.clock.now);
  onTestFinished(() => spy.mockRestore());
  const life = await stage.start();
  prepare(stage.discord, stage.general);
  await stage.discord.slash('gpu start', { image: 'base-image' });
  await stage.rest(life);
  return { ...stage, ...seen(stage.discord, stage.general) };
}

describe('the end of an operation is said once', () => {
  const all = Object.entries(storms).flatMap(([storm, fault]) =>
    Object.entries(routes).map(([call, route]) => ({ storm, call, route, fault })),
  );

  it.each(all)('after six times $storm at each $call', async ({ storm, call, route, fault }) => {
    const { discord, ...there } = await start((place) => place.fault(route, fault, 6));

    const failed = discord.calls.filter(({ route: of, status }) => of === route && status >= 400).length;
    console.log(
      `${storm}, ${call}: refused ${failed}, called ${discord.count(route)}, final states 1, pings ${there.pings.length}`,
    );
    expect(there).toMatchObject({ messages: 1, cards: 1, threads: 1, pings: [annId] });
  });

  it('where all of it comes at once', async () => {
    const there = await start(({ fault }) => {
      for (const each of Object.values(storms)) for (const route of Object.values(routes)) fault(route, each, 2);
    });

    expect(there).toMatchObject({ messages: 1, cards: 1, threads: 1, pings: [annId] });
  });

  it('although somebody deletes the card at every step', async () => {
    const { discord, cards } = await start((discord, general) => {
      let wiped = 0;
      void discord.until(() => {
        const [card] = discord.messages(general);
        if (card && wiped < 2 && discord.count(routes.edit) === wiped) {
          wiped++;
          discord.wipe(card);
        }
        return false;
      });
    });

    expect(cards).toBe(1);
    expect(discord.calls.filter(({ code }) => code === 10008).length).toBeGreaterThan(0);
  });

  it('when it came to its end while nobody knew whether the card had been posted at all', async () => {
    const { discord, chat, place, general, clock } = await talk();
    discord.fault(routes.post, { lose: 'reply' });
    await chat.post(place, card, 'op-1.card').catch(() => undefined);
    discord.fault(routes.post, { after: 1_000 });
    await chat.post(place, card, 'op-1.card').catch(() => undefined);
    await clock.pass(10 * 60_000);

    await chat.post(place, { ...card, title: 'gpu-1 is ready' }, 'op-1.card');

    expect(discord.messages(general).map(discord.text)).toEqual(['gpu-1 is ready']);
  });
});

const card: View = { title: 'Starting gpu-1', tone: 'plain', blocks: [] };
