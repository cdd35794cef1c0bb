import type { Endpoint } from './endpoint.ts';
import { guildOnWire, guildsOfBot, memberOnWire, rolesOnWire } from './guild-wire.ts';
import { refusal } from './refusal.ts';
import type { Route } from './rest.ts';
import type { Scene } from './scene.ts';
import { channelOnWire, userOnWire } from './wire.ts';
import type { Json } from './world.ts';

/** Who the bot is, who else there is, and where the gateway stands. */
export function appRoutes(scene: Scene, gatewayUrl: () => string, endpoint: Endpoint): readonly Route[] {
  const { world } = scene;
  const guildOf = (id: string) => {
    const guild = world.guilds.get(id);
    if (!guild?.members.has(world.bot.id)) throw refusal('unknownGuild');
    return guild;
  };
  const app = (): Json => ({
    id: world.application,
    name: world.bot.name,
    icon: null,
    description: '',
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: endpoint.publicKey,
    flags: 0,
    bot: userOnWire(world.bot),
    approximate_guild_count: guildsOfBot(world).length,
    interactions_endpoint_url: endpoint.url ?? null,
  });
  const get = (path: string, answer: Route['answer']): Route => ({ on: `GET ${path}`, rate: 'other', answer });
  return [
    { on: 'GET /gateway', rate: 'other', open: true, answer: () => ({ url: gatewayUrl() }) },
    {
      on: 'GET /gateway/bot',
      rate: 'gateway',
      answer: () => ({
        url: gatewayUrl(),
        shards: 1,
        session_start_limit: { total: 1000, remaining: 999, reset_after: 86_400_000, max_concurrency: 1 },
      }),
    },
    get('/users/@me', () => userOnWire(world.bot)),
    get('/users/:user', ({ param }) => {
      const user = world.users.get(param('user'));
      if (!user) throw refusal('unknownUser');
      return userOnWire(user);
    }),
    get('/users/@me/guilds', () => guildsOfBot(world).map(({ id, name }) => ({ id, name, icon: null }))),
    get('/applications/@me', app),
    get('/oauth2/applications/@me', app),
    get('/guilds/:guild', ({ param }) => guildOnWire(world, guildOf(param('guild')), { withMembers: false })),
    get('/guilds/:guild/roles', ({ param }) => rolesOnWire(guildOf(param('guild')))),
    get('/guilds/:guild/channels', ({ param }) => {
      const guild = guildOf(param('guild'));
      const own = [...world.channels.values()].filter((each) => each.guild === guild.id && each.parent === undefined);
      return own.map((each) => channelOnWire(world, each));
    }),
    get('/guilds/:guild/members/:user', ({ param }) => {
      const guild = guildOf(param('guild'));
      const user = world.users.get(param('user'));
      if (!user || !guild.members.has(user.id)) throw refusal('unknownMember');
      return memberOnWire(world, guild, user);
    }),
  ];
}
