import { type FakeSlack, ids, type Person } from '../../adapters/chat/slack/fake/fake-slack.ts';
import type { Desk } from '../../src/kit.ts';
import type { Seat } from '../contract/chat.ts';
import { type By, chatOn, general, idOf, listening, slackHere } from './stage.ts';

export const annId = 'U0ANN';

/** Ann in front of a small Slack, in #general. */
export async function sitDown(desk: Desk, by: By): Promise<Seat> {
  const slack = await slackHere();
  const chat = await chatOn(slack, { clock: slack.clock, by });
  const ann = slack.person(annId, { name: 'ann' });
  slack.channel(general, { name: 'general', people: [annId] });
  await listening(slack, chat, desk, by);
  const delivered = new Map<string, Awaited<ReturnType<Person['slash']>>>();

  /** The same event again is Slack bringing it once more. */
  const once = async (event: string, act: () => ReturnType<Person['slash']>) => {
    const before = delivered.get(event);
    delivered.set(event, before ? await slack.redeliver(before) : await act());
    await chat.idle();
  };

  return {
    chat,
    place: { chat: 'slack', channel: general },
    person: { id: idOf(annId), name: 'ann' },
    bot: idOf(ids.botUser),
    refused: () => refusals(slack),
    shown: async () => shownTo(slack, annId),
    say: (words, event) => once(event, () => ann.mention(words)),
    press: (label, event) => once(event, () => ann.press(newest(slack), label)),
    async form() {
      await ann.press(newest(slack), 'Fill in the form');
      await chat.idle();
      return ann.fields();
    },
    async fill(values, event) {
      await ann.press(newest(slack), 'Fill in the form');
      await chat.idle();
      await once(event, () => ann.submit(values));
    },
    close: () => chat.close(),
  };
}

/** Everything that stands in a channel and what is whispered there, as this person reads it. */
export function shownTo(slack: FakeSlack, user: string, channel = general): readonly string[] {
  const own = slack.ephemerals.filter((one) => one.user === user).map(({ message }) => message);
  const all = [...slack.messages(channel), ...own];
  return all.sort((a, b) => (a.ts < b.ts ? -1 : 1)).map((message) => slack.text({ ...message }));
}

/** What was said last, aloud or in a whisper. */
export function newest(slack: FakeSlack): string {
  const own = slack.ephemerals.map(({ message }) => message.ts);
  const all = [...slack.messages(general).map(({ ts }) => ts), ...own];
  return all.sort().at(-1) ?? '';
}

/** Calls to which Slack said no. */
export const refusals = (slack: FakeSlack): readonly string[] =>
  slack.calls.filter(({ answer }) => answer !== 'ok').map(({ method, answer }) => `${method}: ${answer}`);
