import { z } from 'zod';
import type { FakeDiscord } from '../../adapters/chat/discord/fake/fake-discord.ts';
import type { Interaction, Message, User } from '../../adapters/chat/discord/fake/world.ts';
import type { Memory } from '../../src/kit.ts';
import { cast, type Impostor, type Room, type Who } from '../contract/approval-stage.ts';
import { type VirtualClock, virtualClock } from '../engine/virtual-clock.ts';
import { chatOn, startDiscord } from './stage.ts';

const idOf = (who: Who): string => `10000000000000010${cast.indexOf(who)}`;

/** Discord with the cast in #general. All processes hear everything; which of them takes it, the test says. */
export async function discordRoom(clock: VirtualClock = virtualClock()): Promise<Room> {
  // discord.js waits limits out in real time, which here stands still.
  const discord = await startDiscord({ now: clock.now, rates: 'none' });
  const { guild } = discord;
  const general = discord.channel('general');
  for (const who of cast) discord.person(idOf(who), { name: who, ...(who === 'cid' ? { roles: ['gpu-admins'] } : {}) });
  const [group = ''] = guild.members.get(idOf('cid')) ?? [];
  const acts = new Map<string, Interaction[]>();
  /** Which process is to take what each of them does next, and which one takes what has come. */
  const next = new Map<string, object[]>();
  const taker = new Map<string, object>();
  let hearing: object = {};
  let busy = 0;

  /** Somebody did it; what they are told of it is theirs to read. */
  const did = async (user: string, act: Promise<{ readonly interaction: Interaction }>) => {
    busy += 1;
    next.set(user, [...(next.get(user) ?? []), hearing]);
    const { interaction } = await act.finally(() => {
      busy -= 1;
    });
    acts.set(user, [...(acts.get(user) ?? []), interaction]);
  };
  const takes = (event: string, user: string) => {
    if (!taker.has(event)) taker.set(event, next.get(user)?.shift() ?? hearing);
    return taker.get(event);
  };
  const card = (): Message => {
    const found = discord.messages(general).find(({ author, replyTo }) => author === discord.bot && !replyTo);
    if (!found) throw new Error('there is no card');
    return found;
  };
  const repliesTo = (user: string) =>
    (acts.get(user) ?? []).flatMap(discord.replies).filter(({ only, deleted }) => only === user && !deleted);
  const toldTo = (user: string) => repliesTo(user).map(discord.text);

  return {
    ...{ chat: 'discord', clock },
    idOf: (who) => `discord:${guild.id}:${idOf(who)}`,
    group: `discord:${guild.id}:${group}`,
    impostors: impostorsIn(discord, { group, card, did, toldTo }),
    async open(memory) {
      const own = {};
      const chat = await chatOn(discord, {
        clock,
        memory: takingTurns(memory, (key, user) => takes(key, user) === own),
      });
      let working = 0;
      return {
        chat,
        async listen(desk) {
          const before = discord.gateway.connected;
          await chat.listen({
            ...desk,
            async hear(...heard) {
              working += 1;
              return desk.hear(...heard).finally(() => {
                working -= 1;
              });
            },
          });
          await discord.until(() => discord.gateway.connected === before + 1);
          hearing = own;
        },
        hears() {
          hearing = own;
        },
        busy: () => working > 0,
        abandon: chat.abandon,
      };
    },
    command: (who, name, args) => did(idOf(who), discord.slash(name, args, { user: idOf(who) })),
    press: (who, button, how) =>
      did(idOf(who), discord.press((how?.seen as Message | undefined) ?? card(), button, { user: idOf(who) })),
    fillIn: (who, values) => did(idOf(who), discord.submitModal(values, { user: idOf(who) })),
    async pressTold(who, button) {
      const [last] = repliesTo(idOf(who)).slice(-1);
      if (!last) throw new Error(`${who} was told nothing`);
      await did(idOf(who), discord.press(last, button, { user: idOf(who) }));
    },
    // What stands in a message is replaced when it is edited, so a copy stays as it was.
    seen: () => ({ ...card() }),
    said: () =>
      discord
        .messages(general)
        .filter(({ author }) => author === discord.bot)
        .map(discord.text),
    replies: () =>
      discord
        .threads(general)
        .flatMap((thread) => discord.messages(thread))
        .map((message) => ({ text: discord.text(message), calls: message.pings })),
    told: (who) => toldTo(idOf(who)),
    leave: (who) => void guild.members.set(idOf(who), []),
    busy: () => busy > 0,
  };
}

const event = z.object({ event: z.object({ heard: z.object({ who: z.object({ id: z.string() }) }) }) });

/** Whoever does not hear finds that another has taken what came. */
const takingTurns = (memory: Memory, takes: (key: string, user: string) => boolean): Memory => ({
  ...memory,
  async add(key, value) {
    const user = event.safeParse(value).data?.event.heard.who.id.split(':').at(-1);
    if (key.startsWith('in/') && user !== undefined && !takes(key, user)) return false;
    return memory.add(key, value);
  },
});

interface Ways {
  readonly group: string;
  card(): Message;
  did(user: string, act: Promise<{ readonly interaction: Interaction }>): Promise<void>;
  toldTo(user: string): readonly string[];
}

function impostorsIn(discord: FakeDiscord, { group, card, did, toldTo }: Ways): readonly Impostor[] {
  const bob = idOf('bob');
  const { guild } = discord;
  const person = (what: string, user: User): Impostor => ({
    what,
    press: (button) => did(user.id, discord.press(card(), button, { user })),
    told: () => toldTo(user.id),
  });
  const robot = discord.person('100000000000000900', { name: 'robot', bot: true });
  guild.members.set(robot.id, [group]);
  const elsewhere = discord.join('Elsewhere');
  elsewhere.members.set(bob, [group]);
  const words = (author: object, operation: string) =>
    discord.gateway.dispatch('MESSAGE_CREATE', () => ({
      ...{ id: String(Math.random()).slice(2), guild_id: guild.id, channel_id: card().channel },
      ...{ content: `<@${discord.bot}> approve yes ${operation}`, ...author },
    }));
  const typed = (what: string, by: Parameters<typeof discord.slash>[2]): Impostor => ({
    what,
    press: (_, operation) => did(bob, discord.slash('approve yes', { operation }, { user: bob, ...by })),
    told: () => toldTo(bob),
  });
  const silent = { bot: true, told: () => [] } as const;
  return [
    person('has the name of an admin', discord.person('100000000000000901', { name: 'bob' })),
    person('bears the name of the group', discord.person('100000000000000902', { name: 'gpu-admins' })),
    person('has an id that begins like that of an admin', discord.person(`${bob}0`, { name: 'bob' })),
    typed('has the id of an admin in another server', { channel: discord.channel('general', elsewhere) }),
    typed('is an admin in a server, but speaks from outside of it', { direct: true }),
    {
      ...silent,
      what: 'is a bot, though of the group',
      // Nobody ever answers it, so nobody waits for that.
      press: async (button) => void discord.press(card(), button, { user: robot }).catch(() => undefined),
    },
    {
      ...silent,
      what: 'is a bot that writes',
      press: async (_, operation) =>
        words({ author: { id: robot.id, username: 'robot', bot: true }, member: { roles: [group] } }, operation),
    },
    {
      ...silent,
      what: 'is a webhook under the name and the id of an admin',
      press: async (_, operation) => words({ author: { id: bob, username: 'bob' }, webhook_id: '5' }, operation),
    },
  ];
}
