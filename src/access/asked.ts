import type { Person } from '../chat.ts';
import type { People } from '../people.ts';
import type { Head } from '../store.ts';
import type { Called } from '../view/view.ts';
import { everybody, type Policy } from './policy.ts';

/** Who is the same person elsewhere. */
export type Accounts = Pick<People, 'accountsOf'>;

/** More of one group would be a list of people and no call. */
const most = 20;

/**
 * Whom to call about it, as the policy names them now: each group and person with those of their ids that the chat of the
 * card can call. Nobody who has agreed already, nor whoever asked, unless it may be theirs to agree to.
 */
export function askedOf(
  { groups, accountsOf }: Pick<Policy, 'groups'> & Accounts,
  { who, where, approval }: Pick<Head, 'who' | 'where' | 'approval'>,
  agreed: readonly Person[],
): readonly Called[] {
  const said = (approval?.by ?? []).filter((name) => name !== everybody);
  const done = [...agreed, ...(approval?.self ? [] : [who])].flatMap(({ id, account = id }) => [id, account]);
  const silent = new Set(done.flatMap(accountsOf));
  const here = hereOf(who, where.chat);
  return said.flatMap((name): readonly Called[] => {
    const ids = Object.hasOwn(groups, name) ? (groups[name] ?? []) : [name];
    const left = ids.filter((id) => !silent.has(id));
    if (left.length === 0) return [];
    const callable = new Set(left.flatMap(accountsOf).filter((id) => id.startsWith(here)));
    return [{ name, ids: [...callable].slice(0, most) }];
  });
}

/** How ids begin in the workspace where it was asked; in the chat, where whoever asked is known by another account. */
function hereOf({ id, account = id }: Person, chat: string): string {
  const [theirs, workspace] = account.split(':');
  return theirs === chat ? `${chat}:${workspace}:` : `${chat}:`;
}
