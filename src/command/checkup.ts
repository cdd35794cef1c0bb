import { z } from 'zod';
import type { Known, PersonId } from '../chat.ts';
import type { Finding } from '../cloud.ts';
import { officeKey } from '../engine/leader.ts';
import { phrases } from '../phrases.ts';
import type { Store } from '../store.ts';

const say = phrases({
  en: {
    store: 'Store: keeps what is written to it',
    storeFailed: 'Store: does not keep what is written to it',
    storeMend: 'Look at the data directory (HOIST_DATA): it has to be writable, with room on the disk.',
    chats: (names: string) => `Chats: ${names}`,
    noChats: 'Chats: none',
    led: (chat: string, who: string) => `Chats: ${who} speaks in ${chat}`,
    chatsMend: 'Start the bot with `npm start`; it brings the local page.',
    noCloud: 'Clouds: none is configured',
    cloudMend: 'Start without any cloud variables for the practice cloud, or fill in .env after .env.example.',
  },
  ru: {
    store: 'Хранилище: записанное сохраняется',
    storeFailed: 'Хранилище: записанное не сохраняется',
    storeMend: 'Проверьте каталог данных (HOIST_DATA): нужны право записи и место на диске.',
    chats: (names) => `Чаты: ${names}`,
    noChats: 'Чаты: ни одного',
    led: (chat, who) => `Чаты: в ${chat} говорит ${who}`,
    chatsMend: 'Запустите бота через `npm start`: он откроет локальную страницу.',
    noCloud: 'Облака: ни одно не настроено',
    cloudMend: 'Запустите без переменных облаков, чтобы получить учебное, или заполните .env по .env.example.',
  },
  ko: {
    store: '저장소: 기록이 유지됩니다',
    storeFailed: '저장소: 기록이 유지되지 않습니다',
    storeMend: '데이터 디렉터리(HOIST_DATA)에 쓰기 권한과 디스크 여유 공간이 있는지 확인하세요.',
    chats: (names) => `채팅: ${names}`,
    noChats: '채팅: 없음',
    led: (chat, who) => `채팅: ${chat} 담당 프로세스 ${who}`,
    chatsMend: '`npm start`로 봇을 시작하면 로컬 페이지가 열립니다.',
    noCloud: '클라우드: 설정된 것이 없습니다',
    cloudMend: '클라우드 변수 없이 시작해 연습용 클라우드를 쓰거나 .env.example을 참고해 .env를 채우세요.',
  },
});

/** A chat, as far as people have to find it. */
export interface TalkedIn {
  readonly name: string;
  address?(): string | undefined;
  check?(signal: AbortSignal): Promise<readonly Finding[]>;
  who?(account: PersonId): Promise<Known | undefined>;
}

/** A part of the bot that can look at itself. */
export interface Part {
  readonly name: string;
  check(signal: AbortSignal): Promise<readonly Finding[]>;
}

interface Parts {
  /** What looks at itself though nobody talks there; found when it is asked for. */
  alsoChecks?(): Promise<readonly Part[]>;
  readonly store: Pick<Store, 'put' | 'get' | 'forget' | 'all' | 'check'>;
  readonly clouds: readonly unknown[];
  readonly chats?: readonly TalkedIn[];
  readonly now: () => number;
}

/** The bot's own parts: itself, and each chat that knows how to look at itself. Clouds are asked like these. */
export const checkup = async (parts: Parts): Promise<readonly Part[]> => [
  { name: 'Hoist', check: () => itself(parts) },
  ...(parts.chats ?? []).flatMap(({ name, check }) => (check ? [{ name, check }] : [])),
  ...((await parts.alsoChecks?.()) ?? []),
];

async function itself({ store, clouds, chats, now }: Parts): Promise<readonly Finding[]> {
  const names = (chats ?? []).map(called).join(', ');
  const kept = await keeps(store, now());
  const findings: Finding[] = [
    kept
      ? { what: (l) => say(l).store, ok: true }
      : { what: (l) => say(l).storeFailed, ok: false, mend: (l) => say(l).storeMend },
    ...((await store.check?.()) ?? []),
  ];
  if (chats !== undefined && names === '') {
    findings.push({ what: (l) => say(l).noChats, ok: false, mend: (l) => say(l).chatsMend });
  } else if (chats !== undefined) findings.push({ what: (l) => say(l).chats(names), ok: true });
  for (const [chat, who] of kept ? await led(store, now()) : []) {
    findings.push({ what: (l) => say(l).led(chat, who), ok: true });
  }
  if (clouds.length === 0) {
    findings.push({ what: (l) => say(l).noCloud, ok: false, mend: (l) => say(l).cloudMend });
  }
  return findings;
}

const office = z.object({ who: z.string(), until: z.number() });

/** Which process speaks in each chat at this moment; of its name what says where it runs. */
async function led(store: Parts['store'], now: number): Promise<readonly (readonly [chat: string, who: string])[]> {
  const prefix = officeKey('');
  return (await store.all(prefix)).flatMap(([key, value]) => {
    const { data } = office.safeParse(value);
    if (!data || data.until <= now) return [];
    return [[key.slice(prefix.length), data.who.split('.').slice(0, -2).join('.') || data.who] as const];
  });
}

function called(chat: TalkedIn): string {
  const address = chat.address?.();
  return address === undefined ? chat.name : `${chat.name} (${address})`;
}

async function keeps(store: Parts['store'], now: number): Promise<boolean> {
  const key = `checkup/${now}`;
  try {
    await store.put(key, now);
    const read = await store.get(key);
    await store.forget(key);
    return read === now;
  } catch {
    return false;
  }
}
