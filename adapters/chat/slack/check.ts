import { z } from 'zod';
import { Failure, type Finding, phrases } from '#kit';
import type { Connection } from './receive/connection.ts';
import { scopes } from './scopes.ts';
import type { Client } from './send/client.ts';
import { failureFrom } from './send/failures.ts';

const say = phrases({
  en: {
    token: (team: string) => `Token: accepted by ${team}`,
    scopes: (count: number) => `Scopes: all ${count}`,
    lacks: (names: string) => `Scopes: missing ${names}`,
    add: 'At api.slack.com/apps open "App Manifest", paste manifest.yml, save, and install the app again.',
    socket: (up: number, of: number, ago: number) => `Socket Mode: ${up} of ${of} connections, last heard ${ago} s ago`,
    noSocket: 'Socket Mode: not connected',
    appToken: 'SLACK_APP_TOKEN has to be an App-Level Token with connections:write; Socket Mode has to be on.',
    http: (port: number) => `HTTP: listening on port ${port} below /slack/events, signatures are checked`,
    noHttp: 'HTTP: not listening',
    restart: 'Restart the bot; its log says why it could not listen.',
  },
  ru: {
    token: (team) => `Токен: принят, ${team}`,
    scopes: (count) => `Права: все ${count}`,
    lacks: (names) => `Права: не хватает ${names}`,
    add: 'На api.slack.com/apps откройте «App Manifest», вставьте manifest.yml, сохраните и установите приложение заново.',
    socket: (up, of, ago) => `Socket Mode: соединений ${up} из ${of}, последний сигнал ${ago} с назад`,
    noSocket: 'Socket Mode: нет соединения',
    appToken: 'В SLACK_APP_TOKEN нужен App-Level Token с правом connections:write, а Socket Mode должен быть включён.',
    http: (port) => `HTTP: порт ${port}, адрес /slack/events, подписи проверяются`,
    noHttp: 'HTTP: не слушает',
    restart: 'Перезапустите бота; в журнале сказано, почему порт не открылся.',
  },
  ko: {
    token: (team) => `토큰: 유효함 (${team})`,
    scopes: (count) => `권한: ${count}개 모두 있음`,
    lacks: (names) => `권한: 없음 ${names}`,
    add: 'api.slack.com/apps의 "App Manifest"에 manifest.yml을 붙여 넣고 저장한 뒤 앱을 다시 설치하세요.',
    socket: (up, of, ago) => `Socket Mode: 연결 ${of}개 중 ${up}개, 마지막 수신 ${ago}초 전`,
    noSocket: 'Socket Mode: 연결되지 않음',
    appToken:
      'SLACK_APP_TOKEN은 connections:write 권한이 있는 App-Level Token이어야 하고 Socket Mode가 켜져 있어야 합니다.',
    http: (port) => `HTTP: 포트 ${port}의 /slack/events에서 수신 중, 서명 확인함`,
    noHttp: 'HTTP: 수신하지 않음',
    restart: '봇을 다시 시작하세요. 포트를 열지 못한 이유는 로그에 있습니다.',
  },
});

/** How Slack's events come here at this moment. */
export type Ears =
  | { readonly kind: 'socket'; readonly connections: readonly Connection[]; readonly wanted: number }
  | { readonly kind: 'http'; readonly port: number | undefined };

const tested = z.object({
  team: z.string().default('Slack'),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
});

/** What `/hoist doctor` says of Slack. */
export async function checkSlack(client: Client, ears: Ears, now: number): Promise<readonly Finding[]> {
  return [...(await checkToken(client)), checkEars(ears, now)];
}

async function checkToken(client: Client): Promise<readonly Finding[]> {
  try {
    const { team, response_metadata } = tested.parse(await client.auth.test());
    const has = response_metadata?.scopes;
    const lacks = has ? scopes.filter((scope) => !has.includes(scope)) : [];
    return [
      { what: (l) => say(l).token(team), ok: true },
      lacks.length > 0
        ? { what: (l) => say(l).lacks(lacks.join(', ')), ok: false, mend: (l) => say(l).add }
        : { what: (l) => say(l).scopes(scopes.length), ok: true },
    ];
  } catch (error) {
    const failure = failureFrom(error);
    if (!(failure instanceof Failure)) throw error;
    return [{ what: failure.phrase, ok: false, ...(failure.hint ? { mend: failure.hint } : {}) }];
  }
}

function checkEars(ears: Ears, now: number): Finding {
  if (ears.kind === 'http') {
    const { port } = ears;
    if (port === undefined) return { what: (l) => say(l).noHttp, ok: false, mend: (l) => say(l).restart };
    return { what: (l) => say(l).http(port), ok: true };
  }
  const { connections, wanted } = ears;
  const up = connections.filter((each) => each.since() !== undefined);
  if (up.length === 0) return { what: (l) => say(l).noSocket, ok: false, mend: (l) => say(l).appToken };
  const last = Math.max(...up.map((each) => each.heardAt() ?? 0));
  return { what: (l) => say(l).socket(up.length, wanted, Math.round((now - last) / 1_000)), ok: true };
}
