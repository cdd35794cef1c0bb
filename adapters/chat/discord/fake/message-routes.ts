import { objectOf, textOf } from './json.ts';
import { edit, post, remove } from './messages.ts';
import { demand, may } from './permissions.ts';
import { invalidForm, refusal } from './refusal.ts';
import type { Route } from './rest.ts';
import { channelOf, type Scene } from './scene.ts';
import { messageOnWire } from './wire.ts';
import type { Channel, Message } from './world.ts';

const hour = 60 * 60_000;

/** Messages of the bot in channels, threads and direct messages, by its own token. */
export function messageRoutes(scene: Scene): readonly Route[] {
  const { world } = scene;
  const demandUnlocked = (channel: Channel) => {
    if (channel.locked && !may(world, channel, world.bot.id, 'ManageThreads')) throw refusal('locked');
  };
  const wire = (message: Message) => messageOnWire(world, message);
  return [
    {
      on: 'POST /channels/:channel/messages',
      rate: 'message.create',
      answer({ param, body, files }) {
        const channel = channelOf(scene, param('channel'));
        demand(world, channel, channel.parent === undefined ? 'SendMessages' : 'SendMessagesInThreads');
        demandUnlocked(channel);
        if (world.users.get(channel.recipient ?? '')?.takesMessages === false) throw refusal('closedToMessages');
        const nonce = body.nonce === undefined || body.nonce === null ? undefined : String(body.nonce);
        const first = body.enforce_nonce === true ? sameNonce(scene, channel, nonce) : undefined;
        if (first) return wire(first);
        const replyTo = textOf(objectOf(body.message_reference).message_id);
        if (replyTo !== '' && !channel.messages.has(replyTo)) throw invalidForm(['message_reference: Unknown message']);
        return wire(
          post(scene, channel, world.bot, body, files, {
            ...(nonce === undefined ? {} : { nonce }),
            ...(replyTo === '' ? {} : { replyTo }),
          }),
        );
      },
    },
    {
      on: 'GET /channels/:channel/messages',
      rate: 'other',
      answer({ param, query }) {
        const channel = channelOf(scene, param('channel'));
        demand(world, channel, 'ReadMessageHistory');
        const [before, after] = [query.get('before'), query.get('after')];
        return [...channel.messages.values()]
          .filter(
            ({ id, only }) => only === undefined && (!before || later(before, id)) && (!after || later(id, after)),
          )
          .reverse()
          .slice(0, Number(query.get('limit') ?? 50))
          .map(wire);
      },
    },
    {
      on: 'GET /channels/:channel/messages/:message',
      rate: 'other',
      answer({ param }) {
        const channel = channelOf(scene, param('channel'));
        demand(world, channel, 'ReadMessageHistory');
        return wire(messageOf(channel, param('message')));
      },
    },
    {
      on: 'PATCH /channels/:channel/messages/:message',
      rate: 'message.edit',
      answer({ param, body, files }) {
        const channel = channelOf(scene, param('channel'));
        demand(world, channel);
        const message = messageOf(channel, param('message'));
        if (message.author !== world.bot.id) throw refusal('notYourMessage');
        const old = scene.now() - message.at > hour ? scene.rates.takeOldEdit(channel.id) : undefined;
        if (old) throw old;
        if (!channel.archived) demandUnlocked(channel);
        edit(scene, channel, message, body, files);
        return wire(message);
      },
    },
    {
      on: 'DELETE /channels/:channel/messages/:message',
      rate: 'message.delete',
      answer({ param }) {
        const channel = channelOf(scene, param('channel'));
        demand(world, channel);
        const message = messageOf(channel, param('message'));
        if (message.author !== world.bot.id) demand(world, channel, 'ManageMessages');
        remove(scene, channel, message);
      },
    },
    {
      on: 'POST /channels/:channel/typing',
      rate: 'other',
      answer({ param }) {
        demand(world, channelOf(scene, param('channel')));
      },
    },
  ];
}

/** An ephemeral message is nobody's but its reader's: with the bot token it does not exist. */
export function messageOf(channel: Channel, id: string): Message {
  const message = channel.messages.get(id);
  if (!message || message.only !== undefined) throw refusal('unknownMessage');
  return message;
}

function sameNonce(scene: Scene, channel: Channel, nonce: string | undefined): Message | undefined {
  if (nonce === undefined) return undefined;
  return [...channel.messages.values()].find(
    (each) => each.nonce === nonce && scene.now() - each.at <= scene.limits.nonceKept,
  );
}

const later = (a: string, b: string): boolean => BigInt(a) > BigInt(b);
