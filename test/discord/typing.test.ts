import { expect, it } from 'vitest';
import { suggestionFaults } from '../../adapters/chat/discord/limits/command.ts';
import type { Choice } from '../../src/kit.ts';
import { practiceBot } from './practice-bot.ts';
import { annId } from './seat.ts';
import { talk } from './talk.ts';

const within = 3_000;

it('offers nothing in time where the cloud does not answer, and images again when it does', async () => {
  const { discord, practice, clock, chat } = await practiceBot({ timings: 'instant' });
  discord.person(annId, { name: 'Ann' });
  let asked = 0;
  let stuck = true;
  const release = practice.onCall(async () => {
    asked++;
    if (stuck) await new Promise<void>((resolve) => waiting.push(resolve));
  });
  const waiting: (() => void)[] = [];
  const begun = clock.now();

  const slow = discord.autocomplete('gpu start', { image: 'base' }, { focus: 'image' });
  await discord.until(() => asked > 0);
  await clock.pass(within - 1);
  const none = await slow;
  const took = (discord.calls.find(({ route }) => route.endsWith('/callback'))?.at ?? Number.NaN) - begun;
  stuck = false;
  for (const go of waiting) go();
  await chat.quiet();
  const { choices } = await discord.autocomplete('gpu start', { image: 'base' }, { focus: 'image' });
  release();

  console.log(`a cloud that does not answer: ${none.choices.length} choices within ${took} ms; then ${choices.length}`);
  expect(took).toBeLessThan(within);
  expect(none).toMatchObject({ kind: 'choices', choices: [] });
  expect(choices.map(({ value }) => value)).toContain('base-image');
});

it('offers nothing where the cloud fails, and says so in no exception', async () => {
  const { discord, practice } = await practiceBot({ timings: 'instant' });
  discord.person(annId, { name: 'Ann' });
  practice.faults.add({ what: { status: 403 } });

  const { kind, choices } = await discord.autocomplete('gpu stop', { machine: '' }, { focus: 'machine' });

  expect([kind, choices]).toEqual(['choices', []]);
});

it('offers at most 25, none too long, none twice, whatever is found', async () => {
  const { discord, desk } = await talk();
  const found: readonly Choice[] = [
    ...Array.from({ length: 40 }, (_, n) => ({ value: `machine-${n}`, about: 'x'.repeat(200) })),
    ...['', ' ', 'y'.repeat(101), 'machine-1', '@everyone', '일'.repeat(100)].map((value) => ({ value })),
  ];
  desk.offers = () => found.toReversed();

  const { choices } = await discord.autocomplete('gpu start', { image: '' }, { focus: 'image' });

  expect(choices).toHaveLength(25);
  expect(suggestionFaults(choices)).toEqual([]);
  expect(choices.every(({ value }) => found.some((each) => each.value === value))).toBe(true);
});

it.each([
  ['comes too late', { status: 404, code: 10062, message: 'Unknown interaction' }, 2],
  ['never arrives', { lose: 'request' }, 4],
] as const)('survives that an answer %s', async (_, fault, times) => {
  const { discord, desk, chat } = await talk();
  let asked = false;
  desk.offers = () => {
    asked = true;
    return [{ value: 'base-image' }];
  };
  // The answer, and then that there is none; what is lost is tried again.
  discord.fault('POST /interactions/:interaction/:token/callback', fault, times);

  void discord.autocomplete('gpu start', { image: 'b' }, { focus: 'image' });
  await discord.until(() => asked);
  await chat.quiet();
  const { kind } = await discord.slash('gpu list');

  expect(kind).toBe('message');
});
