import { z } from 'zod';
import { type Failure, isLocale, type Locale, type Log, type Person } from '#kit';
import type { Client } from '../send/client.ts';
import { failureFrom, refusalOf } from '../send/failures.ts';
import { type Patience, patiently } from '../send/patiently.ts';
import type { UserGroups } from './user-groups.ts';

export interface Profile {
  readonly person: Person;
  readonly locale: Locale;
  /** Guests and people of other companies are shown the door, bots nothing at all. */
  readonly kind: 'member' | 'guest' | 'stranger' | 'bot';
}

export interface Profiles {
  /** Throws a Failure when Slack does not say who it is: nobody may do anything then. */
  of(user: string, team: string): Promise<Profile>;
}

/** People change their language and stop being guests. */
const fresh = 10 * 60_000;

const info = z.object({
  user: z.object({
    id: z.string(),
    name: z.string().optional(),
    real_name: z.string().optional(),
    locale: z.string().optional(),
    deleted: z.boolean().optional(),
    is_bot: z.boolean().optional(),
    is_workflow_bot: z.boolean().optional(),
    is_restricted: z.boolean().optional(),
    is_ultra_restricted: z.boolean().optional(),
    is_stranger: z.boolean().optional(),
    profile: z.object({ display_name: z.string().optional(), real_name: z.string().optional() }).optional(),
  }),
});

/** Asks Slack who somebody is, and remembers it for a while; what is known from before is better than nothing. */
export function createProfiles(
  client: Client,
  groups: UserGroups,
  home: () => string | undefined,
  by: Patience,
  log: Log,
): Profiles {
  const { now } = by.clock;
  const known = new Map<string, { readonly at: number; readonly profile: Profile }>();
  const asking = new Map<string, Promise<Profile>>();

  // In a shared channel somebody of another workspace may have the id of one of ours.
  const keyOf = (user: string, team: string) => `${team}:${user}`;

  async function ask(user: string, team: string): Promise<Profile> {
    const key = keyOf(user, team);
    const before = known.get(key);
    try {
      const info = () => client.users.info({ user, include_locale: true });
      // Where there is nothing to go by meanwhile, who it was is worth waiting for.
      const profile = read(before ? await info() : await patiently(info, by), team, home());
      known.set(key, { at: now(), profile });
      return profile;
    } catch (error) {
      if (!before) throw failureFrom(error) as Failure | Error;
      log.warn({ user, refused: refusalOf(error) }, 'a person could not be looked up again');
      return before.profile;
    }
  }

  /** What they belong to changes on its own, so it is put in when it is asked for. */
  async function withGroups(profile: Profile, user: string, team: string): Promise<Profile> {
    const belongs = await groups.of(user, team);
    return belongs.length === 0 ? profile : { ...profile, person: { ...profile.person, belongs } };
  }

  async function profileOf(user: string, team: string): Promise<Profile> {
    const key = keyOf(user, team);
    const before = known.get(key);
    if (before && now() - before.at < fresh) return before.profile;
    const already = asking.get(key);
    if (already) return already;
    const asked = ask(user, team).finally(() => asking.delete(key));
    asking.set(key, asked);
    return asked;
  }

  return { of: async (user, team) => withGroups(await profileOf(user, team), user, team) };
}

function read(answer: unknown, team: string, home: string | undefined): Profile {
  const { user } = info.parse(answer);
  const name = user.profile?.display_name || user.real_name || user.profile?.real_name || user.name || user.id;
  const short = user.locale?.slice(0, 2).toLowerCase() ?? '';
  const bot = user.is_bot || user.is_workflow_bot || user.deleted;
  const stranger = user.is_stranger || (home !== undefined && team !== home);
  return {
    person: { id: `slack:${team}:${user.id}`, name },
    locale: isLocale(short) ? short : 'en',
    kind: bot ? 'bot' : stranger ? 'stranger' : user.is_restricted || user.is_ultra_restricted ? 'guest' : 'member',
  };
}
