import { z } from 'zod';
import { Failure, type Finding, phrases } from '#kit';
import type { SlackConfig } from './config.ts';
import type { Connection } from './receive/connection.ts';
import { scopes } from './scopes.ts';
import type { Client } from './send/client.ts';
import { failureFrom, refusalOf } from './send/failures.ts';

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
    appTokenGood:
      'Socket Mode: Slack takes the App-Level Token; whether the bot is connected, /hoist doctor says in Slack',
    appTokenBad: (word: string) => `Socket Mode: Slack refuses the App-Level Token (${word})`,
    httpLater: (port: number) => `HTTP: the bot listens on port ${port} below /slack/events while it runs`,
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
    appTokenGood: 'Socket Mode: Slack принимает App-Level Token; соединён ли бот, скажет /hoist doctor в Slack',
    appTokenBad: (word) => `Socket Mode: Slack не принимает App-Level Token (${word})`,
    httpLater: (port) => `HTTP: запущенный бот слушает порт ${port}, адрес /slack/events`,
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
    appTokenGood: 'Socket Mode: App-Level Token이 유효합니다. 봇의 연결 상태는 Slack에서 /hoist doctor로 확인하세요',
    appTokenBad: (word) => `Socket Mode: Slack이 App-Level Token을 거부합니다 (${word})`,
    httpLater: (port) => `HTTP: 봇이 실행 중일 때 포트 ${port}의 /slack/events에서 수신합니다`,
  },
});

/** How Slack's events come here at this moment; nothing while nobody listens. */
export type Ears =
  | { readonly kind: 'socket'; readonly connections: readonly Connection[]; readonly wanted: number }
  | { readonly kind: 'http'; readonly port: number };

const tested = z.object({
  team: z.string().default('Slack'),
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
});

/** What `/hoist doctor` says of Slack. */
export async function checkSlack(
  client: Client,
  by: SlackConfig['by'],
  ears: Ears | undefined,
  now: number,
): Promise<readonly Finding[]> {
  return [...(await checkToken(client)), ears ? checkEars(ears, now) : await checkWithoutEars(client, by)];
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

/** As much as can be known by a process that does not listen. */
async function checkWithoutEars(client: Client, by: SlackConfig['by']): Promise<Finding> {
  if (by.kind === 'http') return { what: (l) => say(l).httpLater(by.port), ok: true };
  try {
    await client.apps.connections.open({ token: by.appToken.reveal() });
    return { what: (l) => say(l).appTokenGood, ok: true };
  } catch (error) {
    const word = refusalOf(error);
    if (word === undefined) throw failureFrom(error);
    return { what: (l) => say(l).appTokenBad(word), ok: false, mend: (l) => say(l).appToken };
  }
}

function checkEars(ears: Ears, now: number): Finding {
  if (ears.kind === 'http') return { what: (l) => say(l).http(ears.port), ok: true };
  const { connections, wanted } = ears;
  const up = connections.filter((each) => each.since() !== undefined);
  if (up.length === 0) return { what: (l) => say(l).noSocket, ok: false, mend: (l) => say(l).appToken };
  const last = Math.max(...up.map((each) => each.heardAt() ?? 0));
  return { what: (l) => say(l).socket(up.length, wanted, Math.round((now - last) / 1_000)), ok: true };
}
