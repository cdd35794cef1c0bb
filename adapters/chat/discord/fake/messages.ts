import { intents } from './gateway-protocol.ts';
import { memberOnWire } from './guild-wire.ts';
import { objectOf, objectsOf, textOf } from './json.ts';
import { may } from './permissions.ts';
import { rawText } from './reading.ts';
import { refusal } from './refusal.ts';
import { announceChannel, demandForm, type Scene } from './scene.ts';
import { messageOnWire } from './wire.ts';
import { type Channel, flags, type Json, kinds, type Message, type User, type World } from './world.ts';

type More = Partial<Pick<Message, 'answers' | 'only' | 'nonce' | 'replyTo' | 'type'>>;

/** A message of a bot or a person appears; what is in it has to be what Discord takes. */
export function post(
  scene: Scene,
  channel: Channel,
  author: User,
  body: Json,
  files: readonly Json[],
  more: More = {},
): Message {
  if (isEmpty(body, files)) throw refusal('emptyMessage');
  if (author.bot) demandForm(scene.checks.message(body));
  const message: Message = {
    id: scene.world.id(),
    channel: channel.id,
    author: author.id,
    type: more.replyTo === undefined ? 0 : 19,
    at: scene.now(),
    ...contentOf(body),
    attachments: files,
    flags: Number(body.flags ?? 0),
    allowedMentions: body.allowed_mentions,
    edits: 0,
    pings: [],
    deleted: false,
    ...more,
  };
  message.pings = pinged(scene, channel, author, message);
  return appear(scene, channel, message);
}

/** The "is thinking…" of a deferred answer: a message without words. */
export function think(scene: Scene, channel: Channel, more: More): Message {
  const own = more.only === undefined ? 0 : flags.ephemeral;
  return appear(scene, channel, {
    id: scene.world.id(),
    channel: channel.id,
    author: scene.world.bot.id,
    type: 20,
    at: scene.now(),
    ...contentOf({}),
    attachments: [],
    flags: flags.loading | own,
    edits: 0,
    pings: [],
    deleted: false,
    ...more,
  });
}

function appear(scene: Scene, channel: Channel, message: Message): Message {
  if (channel.archived) {
    // Sending into an archived thread wakes it.
    channel.archived = false;
    announceChannel(scene, 'UPDATE', channel);
  }
  channel.messages.set(message.id, message);
  announce(scene, 'MESSAGE_CREATE', channel, message);
  return message;
}

export function edit(scene: Scene, channel: Channel, message: Message, body: Json, files: readonly Json[]): void {
  if (channel.archived) throw refusal('archived');
  // A message of components stays one; everything that the edit does not name stays as it was.
  const v2 = (message.flags | Number(body.flags ?? 0)) & flags.componentsV2;
  const { content, embeds, components } = message;
  const after: Json = { content, embeds, components, ...present(body) };
  if (isEmpty(after, [...files, ...message.attachments])) throw refusal('emptyMessage');
  demandForm(scene.checks.message(present(body), { flags: message.flags, content, embeds, components }));
  const thinking = (message.flags & flags.loading) !== 0;
  Object.assign(message, contentOf(after), {
    attachments: body.attachments === undefined && files.length === 0 ? message.attachments : files,
    flags: (message.flags & ~flags.loading) | v2,
    editedAt: scene.now(),
    edits: message.edits + (thinking ? 0 : 1),
    allowedMentions: body.allowed_mentions ?? message.allowedMentions,
  });
  // The words that take the place of a thinking call whom they name; those of a later edit call nobody.
  if (thinking) message.pings = pinged(scene, channel, scene.world.bot, message);
  announce(scene, 'MESSAGE_UPDATE', channel, message);
}

export function remove(scene: Scene, channel: Channel, message: Message): void {
  channel.messages.delete(message.id);
  message.deleted = true;
  announce(scene, 'MESSAGE_DELETE', channel, message);
}

/** Tells of a message whoever may know of it; once more, where a test says it again. */
export function announce({ world, gateway }: Scene, type: string, channel: Channel, message: Message): void {
  if (message.only !== undefined || !may(world, channel, world.bot.id, 'ViewChannel')) return;
  const direct = channel.kind === kinds.dm;
  const wanted = direct ? intents.directMessages : intents.guildMessages;
  gateway.dispatch(type, (given) => {
    if (!(given & wanted)) return undefined;
    const guild = channel.guild === undefined ? {} : { guild_id: channel.guild };
    if (type === 'MESSAGE_DELETE') return { id: message.id, channel_id: channel.id, ...guild };
    const whole = { ...messageOnWire(world, message), ...senderOnWire(world, channel, message) };
    const open = direct || message.author === world.bot.id || message.content.includes(`<@${world.bot.id}>`);
    if (given & intents.messageContent || open) return whole;
    // Without the privileged intent the words of others do not arrive.
    return { ...whole, content: '', embeds: [], components: [], attachments: [] };
  });
}

/** Who said it, as a member of the server: only the gateway says that, and without the user, who stands beside it. */
function senderOnWire(world: World, { guild: id }: Channel, { author }: Message): Json {
  const [guild, user] = [world.guilds.get(id ?? ''), world.users.get(author)];
  if (!guild || !user) return {};
  const { user: _, ...member } = memberOnWire(world, guild, user);
  return { member };
}

const contentOf = (body: Json) => ({
  content: textOf(body.content),
  embeds: objectsOf(body.embeds),
  components: objectsOf(body.components),
});

const present = (body: Json): Json =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));

const isEmpty = (body: Json, files: readonly Json[]): boolean =>
  [textOf(body.content), objectsOf(body.embeds), objectsOf(body.components), files].every(({ length }) => length === 0);

/** Whom the message truly calls: named in it, outside of code, and allowed to be called. */
function pinged({ world }: Scene, channel: Channel, author: User, message: Message): readonly string[] {
  const words = rawText(message).replace(/```[\s\S]*?```|`[^`\n]*`/g, '');
  const allowed = message.allowedMentions === undefined ? undefined : objectOf(message.allowedMentions);
  const listed = (kind: string, id: string): boolean => {
    if (!allowed) return true;
    const has = (key: string, value: string) => Array.isArray(allowed[key]) && allowed[key].includes(value);
    return has('parse', kind) || has(kind, id);
  };
  const named = (pattern: RegExp) => [...words.matchAll(pattern)].map(([, id = '']) => id);
  const users = named(/(?<!\\)<@!?([^&>]+)>/g).filter((id) => world.users.has(id) && listed('users', id));
  const roles = named(/(?<!\\)<@&([^>]+)>/g).filter((id) => listed('roles', id));
  const everyone = named(/(?<!\\)@(everyone|here)/g).filter(() => listed('everyone', ''));
  const all = everyone.length > 0 && may(world, channel, author.id, 'MentionEveryone');
  return [...new Set([...users, ...roles, ...(all ? ['everyone'] : [])])];
}
