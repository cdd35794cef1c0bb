import { ids, type Person } from '../../adapters/chat/slack/fake/fake-slack.ts';
import type { Message } from '../../adapters/chat/slack/fake/model.ts';
import { cast, type Impostor, type Room, type Who } from '../contract/approval-stage.ts';
import { type By, chatOn, general, idOf, slackHere } from './stage.ts';

const admins = 'S0614TZR7';
const user = (who: string) => `U0${who.toUpperCase()}`;

/** Slack with the cast in #general; by HTTP it is said which process hears, by sockets Slack says it. */
export async function slackRoom(by: By): Promise<Room> {
  const slack = await slackHere();
  const { clock } = slack;
  const people = new Map(cast.map((who): [Who, Person] => [who, slack.person(user(who), { name: who })]));
  slack.channel(general, { name: 'general', people: cast.map(user) });
  let sockets = 0;
  const of = (who: Who) => people.get(who)!; // everybody of the cast is there
  const card = (): Message => {
    const found = slack.messages(general).find(({ bot_id, text }) => bot_id !== undefined && !text.startsWith('<@'));
    if (!found) throw new Error('there is no card');
    return found;
  };
  const toldTo = (id: string) => [
    ...slack.ephemerals.filter((one) => one.user === id).map(({ message }) => slack.text({ ...message })),
    ...slack.messages(slack.direct(id)).map((message) => slack.text({ ...message })),
  ];

  const impostor = (what: string, id: string, traits: Parameters<typeof slack.person>[1], bot?: true): Impostor => {
    const person = slack.person(id, traits);
    return {
      what,
      press: async (button) => void (await person.press(card(), button)),
      told: () => toldTo(id),
      ...(bot ? { bot } : {}),
    };
  };
  const impostors = [
    impostor('has the name and the address of an admin', 'U0TWIN', {
      ...{ name: 'bob', realName: 'bob', email: 'bob@example.com' },
    }),
    impostor('bears the name of the group', 'U0GROUP', { name: 'admins', realName: admins }),
    impostor('has an id that begins like that of an admin', `${user('bob')}2`, { name: 'bob' }),
    impostor('is a guest, though of the group', 'U0GUEST', { name: 'gus', isRestricted: true }),
    impostor('is a guest of one channel, though of the group', 'U0GUEST1', { name: 'gil', isUltraRestricted: true }),
    impostor('is of another company, though of the group', 'U0STRANGER', { name: 'sue', isStranger: true }),
    impostor('has left, though of the group', 'U0GONE', { name: 'guy', deleted: true }, true),
    impostor('is a bot, though of the group', 'U0ROBOT', { name: 'robot', isBot: true }, true),
    impostor('is a workflow, though of the group', 'U0FLOW', { name: 'flow', isWorkflowBot: true }, true),
    {
      what: 'has the id of an admin in another workspace',
      async press(button: string) {
        // He has been heard before: what is known of him is not of the other.
        const before = toldTo(user('bob')).length;
        await of('bob').press(card(), 'Details');
        while (toldTo(user('bob')).length === before) await clock.settle();
        const other = slack.person(user('bob'), { team: 'T0OTHERTEAM' });
        await other.press(card(), button);
        slack.person(user('bob'), { team: ids.team });
      },
      told: () => toldTo(user('bob')).filter((text) => !text.includes('[Journal]')),
    },
  ];
  const strange = ['U0GUEST', 'U0GUEST1', 'U0STRANGER', 'U0GONE', 'U0ROBOT', 'U0FLOW'];
  slack.group(admins, [user('cid'), ...strange]);

  return {
    ...{ chat: 'slack', clock, impostors },
    idOf: (who) => idOf(user(who)),
    group: idOf(admins),
    async open(memory) {
      const chat = await chatOn(slack, { clock, by, memory });
      const hears = () => {
        if (by === 'http') void slack.sendTo(chat.address?.() ?? '', { unproved: true });
      };
      return {
        ...{ chat, hears, busy: chat.busy },
        async listen(desk) {
          await chat.listen(desk);
          sockets += by === 'socket' ? 2 : 0;
          await slack.sockets.connected(sockets);
          hears();
        },
        async abandon() {
          await chat.abandon();
          sockets -= by === 'socket' ? 2 : 0;
          while (slack.sockets.count > sockets) await clock.settle();
        },
      };
    },
    async command(who, name, args) {
      const [noun = '', ...verbs] = name.split(' ');
      await of(who).slash(`/${noun}`, [...verbs, ...Object.values(args)].join(' '));
    },
    press: async (who, button, how) => void (await of(who).press((how?.seen as Message | undefined) ?? card(), button)),
    async fillIn(who, values) {
      while (slack.views(user(who)).length === 0) await clock.settle();
      await of(who).submit(values);
    },
    pressTold: async (who, button) =>
      void (await of(who).press(slack.ephemerals.findLast((one) => one.user === user(who))?.message.ts ?? '', button)),
    seen: card,
    said: () =>
      slack
        .messages(general)
        .filter(({ bot_id }) => bot_id !== undefined)
        .map((message) => slack.text({ ...message })),
    replies: () =>
      slack
        .messages(general)
        .filter(({ bot_id, thread_ts, ts }) => bot_id !== undefined && thread_ts !== undefined && thread_ts !== ts)
        .map((message) => ({
          text: slack.text({ ...message }),
          calls: [...message.text.matchAll(/<(?:@(U\w+)|!subteam\^(S\w+))>/g)].map(
            ([, one, group = '']) => one ?? group,
          ),
        })),
    told: (who) => toldTo(user(who)),
    leave: () => slack.group(admins, strange),
    busy: () => slack.busy,
  };
}
