import { textOf } from './json.ts';
import { messageOf } from './message-routes.ts';
import { demand, may, type PermissionName } from './permissions.ts';
import { invalidForm, refusal } from './refusal.ts';
import type { Asked, Route } from './rest.ts';
import { announceChannel, channelOf, type Scene } from './scene.ts';
import { channelOnWire } from './wire.ts';
import { type Channel, flags, kinds, type Message } from './world.ts';

/** Channels, threads and direct messages as places. */
export function channelRoutes(scene: Scene): readonly Route[] {
  const { world } = scene;
  return [
    {
      on: 'GET /channels/:channel',
      rate: 'other',
      answer({ param }) {
        const channel = channelOf(scene, param('channel'));
        demand(world, channel);
        return channelOnWire(world, channel);
      },
    },
    {
      on: 'PATCH /channels/:channel',
      rate: 'other',
      answer({ param, body }) {
        const channel = channelOf(scene, param('channel'));
        demand(world, channel);
        if (channel.parent === undefined) throw refusal('missingPermissions');
        if (channel.owner !== world.bot.id) demand(world, channel, 'ManageThreads');
        if (body.locked !== undefined) demand(world, channel, 'ManageThreads');
        if (channel.archived && body.archived !== false) throw refusal('archived');
        if (typeof body.name === 'string') channel.name = nameOf(body.name);
        if (typeof body.archived === 'boolean') channel.archived = body.archived;
        if (typeof body.locked === 'boolean') channel.locked = body.locked;
        if (typeof body.auto_archive_duration === 'number') channel.hideAfter = body.auto_archive_duration;
        announceChannel(scene, 'UPDATE', channel);
        return channelOnWire(world, channel);
      },
    },
    {
      on: 'POST /channels/:channel/messages/:message/threads',
      rate: 'thread.create',
      answer(asked) {
        const parent = channelOf(scene, asked.param('channel'));
        demand(world, parent);
        const message = messageOf(parent, asked.param('message'));
        if (message.thread) throw refusal('hasThread');
        return channelOnWire(world, begin(scene, parent, kinds.publicThread, asked, message));
      },
    },
    {
      on: 'POST /channels/:channel/threads',
      rate: 'thread.create',
      answer(asked) {
        const parent = channelOf(scene, asked.param('channel'));
        demand(world, parent);
        const kind = asked.body.type === kinds.publicThread ? kinds.publicThread : kinds.privateThread;
        return channelOnWire(world, begin(scene, parent, kind, asked));
      },
    },
    {
      on: 'PUT /channels/:channel/thread-members/:user',
      rate: 'other',
      answer({ param }) {
        const thread = channelOf(scene, param('channel'));
        demand(world, thread);
        if (thread.archived) throw refusal('archived');
        const user = param('user') === '@me' ? world.bot.id : param('user');
        if (!world.users.has(user)) throw refusal('unknownUser');
        thread.joined.add(user);
      },
    },
    {
      on: 'GET /guilds/:guild/threads/active',
      rate: 'other',
      answer({ param }) {
        const threads = activeThreads(scene, param('guild')).filter((each) =>
          may(world, each, world.bot.id, 'ViewChannel'),
        );
        return { threads: threads.map((each) => channelOnWire(world, each)), members: [] };
      },
    },
    {
      on: 'POST /users/@me/channels',
      rate: 'other',
      answer({ body }) {
        if (!world.users.has(textOf(body.recipient_id))) throw refusal('unknownUser');
        return channelOnWire(world, directWith(scene, textOf(body.recipient_id)));
      },
    },
  ];
}

/** The channel of two: there is one for each person, and it is made when first asked for. */
export function directWith(scene: Scene, user: string): Channel {
  const known = [...scene.world.channels.values()].find(({ recipient }) => recipient === user);
  if (known) return known;
  const direct = scene.world.addChannel({ kind: kinds.dm, name: '', recipient: user });
  announceChannel(scene, 'CREATE', direct);
  return direct;
}

function begin(scene: Scene, parent: Channel, kind: number, { body }: Asked, from?: Message): Channel {
  const { world } = scene;
  if (parent.kind !== kinds.text || parent.guild === undefined) throw refusal('wrongKindOfChannel');
  const needed: PermissionName = kind === kinds.privateThread ? 'CreatePrivateThreads' : 'CreatePublicThreads';
  demand(world, parent, needed);
  if (activeThreads(scene, parent.guild).length >= scene.limits.activeThreads) throw refusal('tooManyThreads');
  const thread = world.addChannel({
    // A thread and the message that it began with have the same id.
    ...(from ? { id: from.id } : {}),
    kind,
    name: nameOf(body.name),
    guild: parent.guild,
    parent: parent.id,
    owner: world.bot.id,
    joined: new Set([world.bot.id]),
    ...(typeof body.auto_archive_duration === 'number' ? { hideAfter: body.auto_archive_duration } : {}),
  });
  if (from) {
    from.thread = thread;
    from.flags |= flags.hasThread;
  }
  announceChannel(scene, 'CREATE', thread);
  return thread;
}

const activeThreads = ({ world }: Scene, guild: string): readonly Channel[] =>
  [...world.channels.values()].filter((each) => each.guild === guild && each.parent !== undefined && !each.archived);

function nameOf(value: unknown): string {
  const name = textOf(value);
  if (name.length < 1 || name.length > 100) throw invalidForm(['name: must be between 1 and 100 in length']);
  return name;
}
