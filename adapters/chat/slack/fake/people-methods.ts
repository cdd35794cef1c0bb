import { z } from 'zod';
import { flag, read } from './args.ts';
import type { Method } from './chat-methods.ts';
import type { Fields, Member } from './model.ts';
import { refuse } from './refusal.ts';
import { needs } from './scopes.ts';
import { ids } from './world.ts';

const one = z.object({ user: z.string(), include_locale: flag.default(false) });
const all = z.object({
  include_locale: flag.default(false),
  limit: z.coerce.number().int().positive().default(1_000),
  cursor: z.coerce.number().int().default(0),
});

export const peopleMethods: Readonly<Record<string, Method>> = {
  'auth.test': (world) => ({
    url: `https://${ids.domain}.slack.com/`,
    team: 'Test workspace',
    user: world.members.get(ids.botUser)?.name,
    team_id: ids.team,
    user_id: ids.botUser,
    bot_id: ids.bot,
    is_enterprise_install: false,
  }),
  'users.info'(world, args) {
    needs(world, 'users:read');
    const { user, include_locale } = read(one, args);
    const member = world.members.get(user);
    return member ? { user: shapeOf(member, include_locale) } : refuse('user_not_found');
  },
  'users.list'(world, args) {
    needs(world, 'users:read');
    const { include_locale, limit, cursor } = read(all, args);
    const members = [...world.members.values()];
    const next = cursor + limit < members.length ? String(cursor + limit) : '';
    return {
      members: members.slice(cursor, cursor + limit).map((member) => shapeOf(member, include_locale)),
      cache_ts: Math.floor(world.clock.now() / 1_000),
      response_metadata: { next_cursor: next },
    };
  },
  'usergroups.list'(world, args) {
    needs(world, 'usergroups:read');
    const { include_users } = read(z.object({ include_users: flag.default(false) }), args);
    const shape = ([id, users]: readonly [string, readonly string[]]) => ({
      ...{ id, team_id: ids.team, is_usergroup: true, name: id, handle: id.toLowerCase(), date_delete: 0 },
      ...(include_users ? { users, user_count: users.length } : {}),
    });
    return { usergroups: [...world.groups].map(shape) };
  },
  'usergroups.users.list'(world, args) {
    needs(world, 'usergroups:read');
    const { usergroup } = read(z.object({ usergroup: z.string() }), args);
    const users = world.groups.get(usergroup);
    return users ? { users } : refuse('no_such_subteam');
  },
};

function shapeOf(member: Member, withLocale: boolean): Fields {
  const { id, name, realName, tz, email, team } = member;
  return {
    id,
    team_id: team,
    name,
    deleted: member.deleted,
    real_name: realName,
    tz,
    profile: { real_name: realName, display_name: name, email, team },
    is_admin: member.isAdmin,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: member.isRestricted,
    is_ultra_restricted: member.isUltraRestricted,
    is_bot: member.isBot,
    is_app_user: false,
    updated: 1_700_000_000,
    ...(member.isStranger && { is_stranger: true }),
    ...(member.isWorkflowBot && { is_workflow_bot: true }),
    ...(withLocale && { locale: member.locale }),
  };
}
