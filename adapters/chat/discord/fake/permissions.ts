import { refusal } from './refusal.ts';
import { type Channel, kinds, type World } from './world.ts';

/** The permissions that anything here depends on (developers/topics/permissions). */
const bits = {
  Administrator: 1n << 3n,
  ViewChannel: 1n << 10n,
  SendMessages: 1n << 11n,
  ManageMessages: 1n << 13n,
  EmbedLinks: 1n << 14n,
  AttachFiles: 1n << 15n,
  ReadMessageHistory: 1n << 16n,
  MentionEveryone: 1n << 17n,
  UseApplicationCommands: 1n << 31n,
  ManageThreads: 1n << 34n,
  CreatePublicThreads: 1n << 35n,
  CreatePrivateThreads: 1n << 36n,
  SendMessagesInThreads: 1n << 38n,
} as const;

export type PermissionName = keyof typeof bits;

/** What everyone may in a new guild, as far as it matters here. */
export const usual: readonly PermissionName[] = [
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'UseApplicationCommands',
  'CreatePublicThreads',
  'CreatePrivateThreads',
  'SendMessagesInThreads',
];

export const permissionBits = (names: readonly PermissionName[]): bigint =>
  names.reduce((sum, name) => sum | bits[name], 0n);

const everything = (1n << 53n) - 1n;

/** All that the user may do there: roles first, then what the channel says of everyone, of roles and of the member. */
export function permissionsIn(world: World, channel: Channel, user: string): bigint {
  const guild = channel.guild === undefined ? undefined : world.guilds.get(channel.guild);
  if (!guild) return everything;
  const roles = guild.members.get(user);
  if (!roles) return 0n;
  const own = guild.roles.filter((role) => role.id === guild.id || roles.includes(role.id));
  let may = own.reduce((sum, role) => sum | role.permissions, 0n);
  if (may & bits.Administrator) return everything;
  // A thread has no word of its own: what holds is said in its parent.
  const place = channel.parent === undefined ? channel : (world.channels.get(channel.parent) ?? channel);
  const said = (about: (id: string, type: number) => boolean) => {
    const those = place.overwrites.filter(({ id, type }) => about(id, type));
    may &= ~those.reduce((sum, { deny }) => sum | deny, 0n);
    may |= those.reduce((sum, { allow }) => sum | allow, 0n);
  };
  said((id) => id === guild.id);
  said((id, type) => type === 0 && id !== guild.id && roles.includes(id));
  said((id, type) => type === 1 && id === user);
  return may;
}

export const may = (world: World, channel: Channel, user: string, name: PermissionName): boolean =>
  (permissionsIn(world, channel, user) & bits[name]) !== 0n;

/** Not seeing the channel is another refusal than not being allowed to do something in it. */
export function demand(world: World, channel: Channel, ...names: readonly PermissionName[]): void {
  const stranger = channel.kind === kinds.privateThread && !channel.joined.has(world.bot.id);
  const moderates = may(world, channel, world.bot.id, 'ManageThreads');
  if (!may(world, channel, world.bot.id, 'ViewChannel') || (stranger && !moderates)) throw refusal('missingAccess');
  for (const name of names) if (!may(world, channel, world.bot.id, name)) throw refusal('missingPermissions');
}
