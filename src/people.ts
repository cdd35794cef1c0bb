import type { Person, PersonId } from './chat.ts';

/** Who is the same person in several chats. */
export interface People {
  /** The person behind an account: always the same id, wherever they speak from. */
  behind(account: Person): Person;
  /** All accounts of the person who has this one. */
  accountsOf(account: PersonId): readonly PersonId[];
  /** Those whom the configuration calls so; nobody else's name counts. */
  named(name: string): readonly Person[];
}

export const strangers: People = {
  behind: (account) => account,
  accountsOf: (account) => [account],
  named: () => [],
};

/** What the policy may call them. */
export const idsOf = ({ id, account, belongs = [] }: Pick<Person, 'id' | 'account' | 'belongs'>): readonly string[] => [
  id,
  ...(account === undefined ? [] : [account]),
  ...belongs,
];

/** Is this who that was? By any of their accounts: they may have been linked since then, or be linked no more. */
export function isSame(now: Person, then: Pick<Person, 'id' | 'account'>): boolean {
  const ids = idsOf(now);
  return ids.includes(then.id) || (then.account !== undefined && ids.includes(then.account));
}

/** Of lines as `ann=slack:T024BE7LD:U061F7AUR,discord:613425648685547541:80351110224678912; bob=…`. */
export function readPeople(text: string): People | { readonly wrong: string } {
  const known = new Map<PersonId, Person>();
  for (const line of text.split(/[;\n]/).map((each) => each.trim())) {
    if (line === '') continue;
    const [name = '', accounts = ''] = line.split('=', 2).map((part) => part.trim());
    const ids = accounts.split(',').map((id) => id.trim());
    const [first = ''] = ids;
    if (name === '' || ids.some((id) => !/^[a-z]+:[^:\s]+:[^\s]+$/.test(id)))
      return { wrong: `"${line}" should be a name, "=", and accounts such as slack:T024BE7LD:U061F7AUR` };
    for (const id of ids) {
      const other = known.get(id);
      if (other) return { wrong: `${id} is said to be ${other.name} and ${name}` };
      // The first account stays the person's id, so that linking another one later loses nothing that is theirs.
      known.set(id, { id: first, name, account: id, belongs: ids.filter((one) => one !== first && one !== id) });
    }
  }
  return {
    accountsOf(account) {
      const { id = account, belongs = [] } = known.get(account) ?? {};
      return [...new Set([account, id, ...belongs])];
    },
    named: (name) =>
      [...known].flatMap(([account, person]) =>
        account === person.id && person.name.toLowerCase() === name.toLowerCase() ? [person] : [],
      ),
    behind(account) {
      const person = known.get(account.id);
      if (!person) return account;
      // What they belong to is said anew each time, by the chat they speak from; a rule for any account is one for them.
      const { belongs: others = [], ...them } = person;
      const belongs = [...others, ...(account.belongs ?? [])];
      return belongs.length === 0 ? them : { ...them, belongs };
    },
  };
}
