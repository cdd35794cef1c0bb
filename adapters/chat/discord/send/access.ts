import { Failure, type Phrase, phrases } from '#kit';

/** What the bot has to be allowed where it is used (developers/topics/permissions). */
export const needed = {
  'View Channel': 1n << 10n,
  'Send Messages': 1n << 11n,
  'Read Message History': 1n << 16n,
  'Create Public Threads': 1n << 35n,
  'Send Messages in Threads': 1n << 38n,
} as const;

export type Permission = keyof typeof needed;

/** Without these nothing can be said in a channel at all. */
export const toSpeak: readonly Permission[] = ['View Channel', 'Send Messages'];

// Object.keys forgets what the keys of a constant table are.
const names = Object.keys(needed) as readonly Permission[];

export const missingOf = (allowed: bigint): readonly Permission[] =>
  names.filter((name) => (allowed & needed[name]) === 0n);

/** The page on which somebody who may do so invites the bot with everything it needs, or gives it what it lacks. */
export function inviteUrl(application: string): string {
  const all = Object.values(needed).reduce((sum, bit) => sum | bit, 0n);
  const query = new URLSearchParams({
    client_id: application,
    permissions: String(all),
    scope: 'bot applications.commands',
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}

const say = phrases({
  en: {
    mute: (channel: string) => `I may not write in ${channel}`,
    lacks: (channel: string, permissions: string) => `I may not write in ${channel}: ${permissions} is missing there`,
    give: (url: string) =>
      `Edit Channel → Permissions → add the role of the bot → allow it; or invite the bot again: ${url}`,
    closed: 'Discord does not deliver my direct messages to you',
    open: 'In the privacy settings of the server, allow direct messages from its members.',
  },
  ru: {
    mute: (channel) => `Мне нельзя писать в ${channel}`,
    lacks: (channel, permissions) => `Мне нельзя писать в ${channel}: не хватает прав ${permissions}`,
    give: (url) =>
      `Настроить канал → Права доступа → добавьте роль бота → разрешите; или пригласите бота заново: ${url}`,
    closed: 'Discord не доставляет вам мои личные сообщения',
    open: 'В настройках конфиденциальности сервера разрешите личные сообщения от участников.',
  },
  ko: {
    mute: (channel) => `${channel}에 글을 쓸 수 없습니다`,
    lacks: (channel, permissions) => `${channel}에 글을 쓸 수 없습니다. 없는 권한: ${permissions}`,
    give: (url) => `채널 편집 → 권한 → 봇 역할 추가 → 허용. 또는 봇을 다시 초대하세요: ${url}`,
    closed: 'Discord가 제 다이렉트 메시지를 전달하지 않습니다',
    open: '서버의 개인정보 설정에서 서버 멤버의 다이렉트 메시지를 허용하세요.',
  },
});

/** Before somebody has mended it, asking again only costs: Discord bans who is refused too often. */
const askAgain = 10 * 60_000;

export const noAccess = (channel: string, missing: readonly Permission[], url: string, cause: unknown): Failure =>
  new Failure('denied', lacks(channel, missing), {
    hint: (l) => say(l).give(url),
    again: true,
    after: askAgain,
    cause,
  });

export const lacks =
  (channel: string, missing: readonly Permission[]): Phrase =>
  (l) =>
    missing.length === 0 ? say(l).mute(channel) : say(l).lacks(channel, missing.join(', '));

export const give =
  (url: string): Phrase =>
  (l) =>
    say(l).give(url);

export const closedToMessages = (cause: unknown): Failure =>
  new Failure('denied', (l) => say(l).closed, { hint: (l) => say(l).open, again: true, after: askAgain, cause });
