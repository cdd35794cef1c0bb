import type { Person, PersonId } from '../chat.ts';
import { Failure } from '../failure.ts';
import type { People } from '../people.ts';
import { phrases } from '../phrases.ts';
import type { TalkedIn } from './checkup.ts';
import type { Somebody } from './command.ts';
import type { Names } from './names.ts';

const say = phrases({
  en: {
    nobody: (typed: string) => `Hoist knows nobody called "${typed}".`,
    how: 'Mention them (@…), give an id as /hoist whoami says it, or a name of HOIST_PEOPLE; where their chat says nothing of them, they have to say something to Hoist once.',
    bot: (typed: string) => `"${typed}" is a bot or has left: only a person can have a machine.`,
    several: (typed: string, ids: string) => `"${typed}" may be one of several people: ${ids}.`,
    byId: 'Say the id of the one you mean.',
  },
  ru: {
    nobody: (typed) => `Hoist не знает никого по имени «${typed}».`,
    how: 'Упомяните человека (@…), укажите id, как его показывает /hoist whoami, или имя из HOIST_PEOPLE; если чат ничего о нём не сообщает, пусть сам один раз обратится к Hoist.',
    bot: (typed) => `«${typed}» — бот или ушедший участник: машина может быть только у человека.`,
    several: (typed, ids) => `«${typed}» может быть одним из нескольких людей: ${ids}.`,
    byId: 'Укажите id того, кого имеете в виду.',
  },
  ko: {
    nobody: (typed) => `Hoist가 모르는 사람입니다: "${typed}".`,
    how: '상대를 멘션(@…)하거나 /hoist whoami에 나오는 id 또는 HOIST_PEOPLE의 이름을 쓰세요. 채팅에서 확인되지 않는 사람은 먼저 Hoist에 한 번 말을 걸어야 합니다.',
    bot: (typed) => `봇이거나 떠난 사용자입니다: "${typed}". 머신은 사람만 가질 수 있습니다.`,
    several: (typed, ids) => `"${typed}" 이름에 해당하는 사람이 여러 명입니다: ${ids}.`,
    byId: '원하는 사람의 id를 쓰세요.',
  },
});

interface Office {
  readonly people: People;
  readonly names: Pick<Names, 'known'>;
  readonly chats?: readonly Pick<TalkedIn, 'name' | 'who'>[];
}

/**
 * The person who is meant: by a whole id, by the end of one in the chat where it is said, as a mention is, or by a name
 * that the configuration gives them. What a chat calls people anybody may take for themselves, so that counts for nothing.
 */
export async function somebody(office: Office, typed: string, speaker: Person): Promise<Somebody> {
  const word = typed.trim().replace(/^@/, '');
  const account = /^[a-z]+:[^:\s]+:\S+$/.test(word) ? word : `${besides(speaker.account ?? speaker.id)}${word}`;
  const met = await behind(office, account, typed);
  const all = new Map([...(met ? [met] : []), ...office.people.named(word)].map((person) => [person.id, person]));
  const [first, ...others] = all.values();
  if (!first) throw new Failure('not-found', (l) => say(l).nobody(typed), { hint: (l) => say(l).how });
  if (others.length > 0) {
    const ids = [...all.keys()].join(', ');
    throw new Failure('usage', (l) => say(l).several(typed, ids), { hint: (l) => say(l).byId });
  }
  const { id, name } = first;
  return { id, name, ids: office.people.accountsOf(id) };
}

async function behind({ people, names, chats = [] }: Office, id: PersonId, typed: string): Promise<Person | undefined> {
  const account = { id, name: id };
  const linked = people.behind(account);
  if (linked !== account) return linked;
  const said = await chats.find(({ name }) => id.startsWith(`${name}:`))?.who?.(id);
  if (said?.bot) throw new Failure('usage', (l) => say(l).bot(typed));
  const name = said?.name ?? (await names.known(id));
  return name === undefined ? undefined : { id, name };
}

/** All of the id but its end: `slack:T024BE7LD:`. */
const besides = (id: PersonId): string => id.slice(0, id.lastIndexOf(':') + 1);
