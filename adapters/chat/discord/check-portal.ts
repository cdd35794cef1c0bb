import { type Finding, phrases } from '#kit';
import { refusedBecause } from './receive/register.ts';
import { inviteUrl } from './send/access.ts';
import type { Api, Application } from './send/api.ts';
import { Refused } from './send/refused.ts';

interface Parts {
  readonly api: Pick<Api, 'application' | 'registered'>;
  /** The one server in which the commands are registered, should it be one. */
  readonly guild: string | undefined;
  /** Does the bot expect interactions at an address of its own? */
  readonly overHttp: boolean;
}

const say = phrases({
  en: {
    token: (name: string) => `Token: accepted, the app is called ${name}`,
    unknown: 'Token: Discord does not know it',
    away: 'Discord does not answer from here',
    reset: 'In the Developer Portal: your app → Bot → Reset Token, and put the new one into DISCORD_TOKEN.',
    network: 'See whether https://discord.com can be reached from here.',
    elsewhere: (url: string) => `Interactions: Discord brings them to ${url}, and the bot does not listen there`,
    clear:
      'In the Developer Portal under General Information empty "Interactions Endpoint URL", or set DISCORD_PUBLIC_KEY and DISCORD_PORT.',
    registered: (count: number) => `Slash commands: ${count} at Discord`,
    none: 'Slash commands: none at Discord yet',
    start: 'The bot registers them when it starts: npm start',
    invite: (url: string) => `Invite the bot with everything it needs: ${url}`,
  },
  ru: {
    token: (name) => `Токен: принят, приложение называется ${name}`,
    unknown: 'Токен: Discord его не узнаёт',
    away: 'Discord отсюда не отвечает',
    reset: 'В Developer Portal: ваше приложение → Bot → Reset Token; новый токен запишите в DISCORD_TOKEN.',
    network: 'Проверьте, доступен ли отсюда https://discord.com.',
    elsewhere: (url) => `Взаимодействия: Discord отправляет их на ${url}, а бот там не слушает`,
    clear:
      'В Developer Portal на странице General Information очистите «Interactions Endpoint URL» или задайте DISCORD_PUBLIC_KEY и DISCORD_PORT.',
    registered: (count) => `Слэш-команды: в Discord их ${count}`,
    none: 'Слэш-команды: в Discord их пока нет',
    start: 'Бот регистрирует их при запуске: npm start',
    invite: (url) => `Пригласите бота со всем, что ему нужно: ${url}`,
  },
  ko: {
    token: (name) => `토큰: 유효함, 앱 이름 ${name}`,
    unknown: '토큰: Discord가 알지 못하는 토큰입니다',
    away: '여기에서 Discord에 접속되지 않습니다',
    reset: 'Developer Portal에서 앱 → Bot → Reset Token을 눌러 새 토큰을 DISCORD_TOKEN에 넣으세요.',
    network: '여기에서 https://discord.com 에 접속되는지 확인하세요.',
    elsewhere: (url) => `인터랙션: Discord는 ${url} 주소로 보내지만 봇이 그곳에서 수신하지 않습니다`,
    clear:
      'Developer Portal의 General Information에서 "Interactions Endpoint URL"을 비우거나 DISCORD_PUBLIC_KEY와 DISCORD_PORT를 설정하세요.',
    registered: (count) => `슬래시 명령: Discord에 ${count}개 등록됨`,
    none: '슬래시 명령: 아직 Discord에 없습니다',
    start: '봇이 시작할 때 등록합니다: npm start',
    invite: (url) => `필요한 권한과 함께 봇을 초대하세요: ${url}`,
  },
});

/** What Discord itself knows of the app, for `/hoist doctor`: it needs no connection. */
export async function checkPortal({ api, guild, overHttp }: Parts): Promise<readonly Finding[]> {
  let app: Application;
  try {
    app = await api.application();
  } catch (error) {
    return [error instanceof Refused && error.status === 401 ? unknown : away];
  }
  const { name, endpoint } = app;
  return [{ what: (l) => say(l).token(name), ok: true }, ...astray(endpoint, overHttp), await commandsAt(app)];

  async function commandsAt({ id }: Application): Promise<Finding> {
    try {
      const count = await api.registered(id, guild);
      if (count === 0) return { what: (l) => say(l).none, ok: false, mend: (l) => say(l).start };
      return { what: (l) => say(l).registered(count), ok: true };
    } catch (error) {
      return { what: refusedBecause(error, guild), ok: false, mend: (l) => say(l).invite(inviteUrl(id)) };
    }
  }
}

/** Does what people do go past the bot? Only that is said. */
export const astray = (endpoint: string | undefined, overHttp: boolean): readonly Finding[] =>
  endpoint === undefined || overHttp
    ? []
    : [{ what: (l) => say(l).elsewhere(endpoint), ok: false, mend: (l) => say(l).clear }];

const unknown: Finding = { what: (l) => say(l).unknown, ok: false, mend: (l) => say(l).reset };
const away: Finding = { what: (l) => say(l).away, ok: false, mend: (l) => say(l).network };
