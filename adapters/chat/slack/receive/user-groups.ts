import { z } from 'zod';
import type { Log } from '#kit';
import type { Client } from '../send/client.ts';
import { refusalOf } from '../send/failures.ts';

export interface UserGroups {
  /** As a rule calls them: `slack:T024BE7LD:S0614TZR7`. */
  of(user: string, team: string): Promise<readonly string[]>;
}

/** People come and go; a rule about a group holds for them a little later. */
const fresh = 10 * 60_000;

const listed = z.object({ usergroups: z.array(z.object({ id: z.string(), users: z.array(z.string()).default([]) })) });

/**
 * Who is in which user group, asked of Slack once in a while and kept meanwhile. Where the token may not ask, nobody is in
 * any: then rules about groups let nobody in.
 */
export function createUserGroups(client: Client, now: () => number, log: Log): UserGroups {
  let known: ReadonlyMap<string, readonly string[]> = new Map();
  let until = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;

  async function ask(): Promise<void> {
    try {
      const { usergroups } = listed.parse(await client.usergroups.list({ include_users: true }));
      known = new Map(usergroups.map(({ id, users }) => [id, users]));
    } catch (error) {
      const refused = refusalOf(error);
      if (refused === 'missing_scope') known = new Map();
      else log.warn({ err: error, refused }, 'user groups could not be read; those known before count');
    }
    until = now() + fresh;
  }

  return {
    async of(user, team) {
      if (now() >= until) {
        asking ??= ask().finally(() => {
          asking = undefined;
        });
        await asking;
      }
      return [...known].filter(([, users]) => users.includes(user)).map(([id]) => `slack:${team}:${id}`);
    },
  };
}

/** The scope that it takes; the app works without it. */
export const groupsScope = 'usergroups:read';
