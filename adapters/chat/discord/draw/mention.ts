import type { Person } from '#kit';

/** Whom Discord is to call; nobody for a person of another chat. */
export const userOf = ({ account, id }: Pick<Person, 'account' | 'id'>): string | undefined =>
  /^discord:\d+:(\d+)$/.exec(account ?? id)?.[1];
