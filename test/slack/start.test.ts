import { expect, it } from 'vitest';
import type { FakeSlack } from '../../adapters/chat/slack/fake/fake-slack.ts';
import { practiceBot } from './practice-bot.ts';
import { annId, refusals } from './seat.ts';
import { type By, general } from './stage.ts';

it.each(['socket', 'http'] satisfies By[])('starts a machine from a slash command over %s', async (by) => {
  const { slack, rest } = await practiceBot({ by });
  const ann = slack.person(annId, { name: 'ann' });

  const delivered = await ann.slash('/gpu', 'start base-image');
  await rest();

  const [card, ping, ...others] = slack.messages(general);
  expect(delivered.acked).toBe(true);
  expect(delivered.took).toBeLessThan(3_000);
  expect(slack.before(card!.ts).length).toBeGreaterThanOrEqual(5);
  expect(preformatted(card!.blocks)).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
  expect(ping).toMatchObject({ thread_ts: card!.ts });
  expect(JSON.stringify(ping!.blocks)).toContain(`{"type":"user","user_id":"${annId}"}`);
  expect(ping!.text).toMatch(/^<@U0ANN> .*gpu-vm-[\d-]+ is ready: \d+\.\d+\.\d+\.\d+/);
  expect(others).toEqual([]);
  expect(slack.ephemerals).toEqual([]);
  expect(refusals(slack)).toEqual([]);
});

it('tells the same story in each language, in the language of the person', async () => {
  const stories = [];
  for (const [locale, short] of [
    ['en-US', 'en'],
    ['ru-RU', 'ru'],
    ['ko-KR', 'ko'],
  ] as const) {
    const { slack, rest } = await practiceBot({ timings: 'instant' });

    await slack.person(annId, { name: 'ann', locale }).slash('/gpu', 'start base-image');
    const { head } = await rest();

    expect(head.locale).toBe(short);
    await expect(`${transcript(slack)}\n`).toMatchFileSnapshot(`../golden/slack/start-${short}.txt`);
    stories.push(slack.messages(general).map(({ blocks = [] }) => [...new Set(blocks.map(({ type }) => type))]));
  }

  expect(stories[1]).toEqual(stories[0]);
  expect(stories[2]).toEqual(stories[0]);
});

/** What the card has said from its first words to its last, and the ping; addresses are given out at random. */
function transcript(slack: FakeSlack): string {
  const all = slack.messages(general).flatMap(({ ts }) => [...slack.before(ts), slack.message(ts)]);
  return (
    all
      .map((message) => slack.text({ ...message }))
      .join('\n---\n')
      .replace(/(203\.0\.113|192\.168\.0)\.\d+/g, '$1.x')
      // Whether the first card is drawn before the first step has begun or just after it is chance.
      .replace(/ · 0(?: s| с|초)$/gm, '')
  );
}

function preformatted(blocks: unknown): string | undefined {
  return /"rich_text_preformatted","elements":\[\{"type":"text","text":"([^"]+)"/.exec(JSON.stringify(blocks))?.[1];
}
