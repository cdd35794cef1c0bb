import { expect, it } from 'vitest';
import { joiner } from '../../adapters/chat/slack/draw/escape.ts';
import type { FakeSlack } from '../../adapters/chat/slack/fake/fake-slack.ts';
import { herdOf } from './herd.ts';
import { good, scripted } from './scripted.ts';
import { annId } from './seat.ts';
import { general } from './stage.ts';

/** Names that people have given to machines elsewhere, each of which would do something in a message. */
const names = [
  ...['*x*', '_x_', '~x~', '`x`', '```x```', '> x', '&lt;x&gt;', '&amp;', ':smile:'],
  ...['<!channel>', '<!here>', '@everyone', '@channel', '||spoiler||', '<@U123>', '<#C0GENERAL01>'],
  ...['<https://example.com|click>', '[a](https://example.com)', '\u202ereversed', '<!date^0^{date}|x>'],
];
/** As it is seen: what would reorder the line is shown for what it is. */
const seen = (name: string) => name.replace('\u202e', '\ufffd');
/** Nothing to see; it only parts what Slack would read as one. */
const plain = (text: string) => text.replaceAll(joiner, '');

it.each(names)('prints a machine named %s as it is named, on its card, in the ping and in both texts', async (name) => {
  const { slack, rest } = await herdOf([{ name, steps: [1_000, 1_000, 1_000, 1_000] }]);

  await slack.person(annId, { name: 'ann' }).slash('/gpu', 'start 0');
  await rest(1);

  const [card, ping] = slack.messages(general);
  const first = slack.before(card!.ts)[0];
  const read = (message: Message | undefined) => [plain(slack.text({ ...message })), spoken(message)];
  expect(read(first)).toEqual(both(`Starting ${seen(name)}`));
  expect(read(card)).toEqual(both(`✓ ${seen(name)} is ready`));
  expect(read(ping)).toEqual(both(`✓ ${seen(name)} is up`));
  expect([first, card].flatMap(calls)).toEqual([]);
  expect(calls(ping)).toEqual([`<@${annId}>`, `user ${annId}`]);
  expect([first, card, ping].flatMap(style)).toEqual([]);
});

// What is read out of a list is its first five.
it.each([0, 5, 10, 15])('prints them so in a list, in a whisper and in a thread, from the %ith on', async (from) => {
  const shown = names.slice(from, from + 5);
  const rows = shown.map((name) => ({ cells: [name, 'on'] }));
  const { slack, chat, ann, answers } = await scripted();
  const columns = [{ name: 'Name' }, { name: 'State' }];
  answers(good('Machines', { blocks: [{ kind: 'table', columns, rows }] }));

  await ann.slash('/gpu', 'list');
  await ann.mention('gpu list');
  await chat.idle();

  for (const list of [slack.ephemerals[0]!.message, slack.messages(general)[1]!]) {
    for (const name of shown) expect([plain(slack.text({ ...list })), spoken(list)]).toEqual(both(seen(name)));
    expect([...calls(list), ...style(list)]).toEqual([]);
  }
});

type Message = ReturnType<FakeSlack['messages']>[number];

const both = (words: string) => [expect.stringContaining(words), expect.stringContaining(words)];

/** The text of a message as it was meant: what the blocks do not show, notifications read out. */
const spoken = (message: Message | undefined): string =>
  plain(message?.text ?? '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** Whom and what a message calls, in its text and in its blocks. */
function calls(message: Message | undefined): readonly string[] {
  const leaves = JSON.stringify(message?.blocks ?? []).matchAll(
    /"type":"(user|broadcast|channel|usergroup|link|emoji|date|mrkdwn)"(?:,"user_id":"(\w+)")?/g,
  );
  const marks = (message?.text ?? '').matchAll(/<[^>]*>/g);
  return [...[...marks].map(([all]) => all), ...[...leaves].map(([, kind, id]) => `${kind} ${id}`)];
}

/** Signs of style in the text that touch a word from outside without being parted from it. */
const style = (message: Message | undefined): readonly string[] =>
  [...(message?.text ?? '').matchAll(/(?<![\p{L}\p{N}\u2060])[*_~`](?!\u2060)|:\w+:/gu)].map(([sign]) => sign);
