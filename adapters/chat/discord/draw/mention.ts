import type { Called, Person } from '#kit';

const known = /^discord:\d+:(\d+)$/;

/** What Discord calls this person; nothing where they are of another chat. */
export const userOf = ({ account, id }: Pick<Person, 'account' | 'id'>): string | undefined =>
  known.exec(account ?? id)?.[1];

/** Is this the id of a role, and not of a person? Of the guild that a message goes to. */
export type IsRole = (id: string) => boolean;

export interface Mentions {
  readonly users: readonly string[];
  readonly roles: readonly string[];
  /** Of those whom Discord does not know. */
  readonly names: readonly string[];
}

/** Whom Discord is to call; who is of another chat is only named. */
export function mentionsOf(to: readonly Called[] = [], isRole: IsRole): Mentions {
  const ids = to.map(({ ids }) => ids.flatMap((id) => known.exec(id)?.[1] ?? []));
  const all = [...new Set(ids.flat())];
  return {
    users: all.filter((id) => !isRole(id)),
    roles: all.filter(isRole),
    names: to.filter((_, at) => ids[at]?.length === 0).map(({ name }) => name),
  };
}
