import { type Finding, type Phrase, phrases } from '#kit';
import type { Access } from './receive/gateway.ts';
import { give, inviteUrl } from './send/access.ts';
import type { Remembered } from './send/remember.ts';

interface Parts {
  readonly access: Access & { readonly connected: () => boolean };
  readonly remembered: Remembered;
  /** Why the slash commands are not registered, should that have failed. */
  readonly unregistered: Phrase | undefined;
}

const say = phrases({
  en: {
    connected: 'Discord: connected, with no privileged intent',
    apart: 'Discord: not connected, so nothing can be heard',
    portal:
      'See whether discord.com can be reached from here; if it can, reset the token in the Developer Portal (Bot → Reset Token) and put it into DISCORD_TOKEN.',
    registered: 'Slash commands: registered',
    invite: (url: string) => `Invite the bot with everything it needs: ${url}`,
    able: (channel: string) => `${channel}: everything that is needed is allowed`,
    lacks: (channel: string, permissions: string) => `${channel}: missing ${permissions}`,
    gone: (channel: string) => `${channel}: the bot no longer sees this channel`,
  },
  ru: {
    connected: 'Discord: подключено, без привилегированных intent',
    apart: 'Discord: не подключено, поэтому ничего не слышно',
    portal:
      'Проверьте, доступен ли отсюда discord.com; если да, сбросьте токен в Developer Portal (Bot → Reset Token) и запишите новый в DISCORD_TOKEN.',
    registered: 'Слэш-команды: зарегистрированы',
    invite: (url) => `Пригласите бота со всем, что ему нужно: ${url}`,
    able: (channel) => `${channel}: всё нужное разрешено`,
    lacks: (channel, permissions) => `${channel}: не хватает прав ${permissions}`,
    gone: (channel) => `${channel}: бот больше не видит этот канал`,
  },
  ko: {
    connected: 'Discord: 연결됨, 특권 인텐트 없음',
    apart: 'Discord: 연결되지 않아 아무것도 들을 수 없습니다',
    portal:
      '여기에서 discord.com에 접속되는지 확인하세요. 접속된다면 Developer Portal의 Bot → Reset Token에서 새 토큰을 받아 DISCORD_TOKEN에 넣으세요.',
    registered: '슬래시 명령: 등록됨',
    invite: (url) => `필요한 권한과 함께 봇을 초대하세요: ${url}`,
    able: (channel) => `${channel}: 필요한 권한이 모두 있습니다`,
    lacks: (channel, permissions) => `${channel}: 없는 권한 ${permissions}`,
    gone: (channel) => `${channel}: 봇이 더 이상 이 채널을 볼 수 없습니다`,
  },
});

/** What works, what is missing and how to mend it, for `/hoist doctor`. */
export async function checkDiscord({ access, remembered, unregistered }: Parts): Promise<readonly Finding[]> {
  if (!access.connected()) {
    return [{ what: (l) => say(l).apart, ok: false, mend: (l) => say(l).portal }];
  }
  const url = inviteUrl(access.application());
  const channels = await remembered.channels();
  return [
    { what: (l) => say(l).connected, ok: true },
    unregistered
      ? { what: unregistered, ok: false, mend: (l) => say(l).invite(url) }
      : { what: (l) => say(l).registered, ok: true },
    ...channels.flatMap((channel) => findingOf(channel)),
  ];

  function findingOf(channel: string): readonly Finding[] {
    const name = access.nameOf(channel);
    if (access.isDirect(channel)) return [];
    const missing = access.missing(channel);
    if (missing === undefined) return [{ what: (l) => say(l).gone(name), ok: false, mend: give(url) }];
    if (missing.length === 0) return [{ what: (l) => say(l).able(name), ok: true }];
    return [{ what: (l) => say(l).lacks(name, missing.join(', ')), ok: false, mend: give(url) }];
  }
}
