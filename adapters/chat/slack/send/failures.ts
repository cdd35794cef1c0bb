import { webApi } from '@slack/bolt';
import { z } from 'zod';
import { Failure, type Phrase, phrases } from '#kit';
import { ResponseRefused } from './respond.ts';

const say = phrases({
  en: {
    away: 'Slack does not answer at the moment.',
    limited: 'Slack asked for a pause.',
    notIn: 'I am not in this channel.',
    invite: 'Invite me there: /invite @hoist',
    archived: 'This channel is archived.',
    restricted: 'The settings of this channel do not let me write there.',
    scope: (needed: string) => `The Slack app lacks the scope ${needed}.`,
    install: 'Add it under "OAuth & Permissions" at api.slack.com/apps, and install the app again.',
    token: 'Slack does not accept the token of the bot any more.',
    newToken: 'Install the app again at api.slack.com/apps and set SLACK_BOT_TOKEN anew.',
    refused: (word: string) => `Slack refused this: ${word}.`,
  },
  ru: {
    away: 'Slack сейчас не отвечает.',
    limited: 'Slack попросил сделать паузу.',
    notIn: 'Меня нет в этом канале.',
    invite: 'Пригласите меня туда: /invite @hoist',
    archived: 'Этот канал в архиве.',
    restricted: 'Настройки этого канала не дают мне туда писать.',
    scope: (needed) => `Приложению Slack не хватает права ${needed}.`,
    install: 'Добавьте его в разделе «OAuth & Permissions» на api.slack.com/apps и установите приложение заново.',
    token: 'Slack больше не принимает токен бота.',
    newToken: 'Установите приложение заново на api.slack.com/apps и задайте новый SLACK_BOT_TOKEN.',
    refused: (word) => `Slack отказал: ${word}.`,
  },
  ko: {
    away: '지금 Slack이 응답하지 않습니다.',
    limited: 'Slack이 잠시 멈춰 달라고 요청했습니다.',
    notIn: '제가 이 채널에 없습니다.',
    invite: '채널에 초대해 주세요: /invite @hoist',
    archived: '보관된 채널입니다.',
    restricted: '채널 설정 때문에 글을 쓸 수 없습니다.',
    scope: (needed) => `Slack 앱에 필요한 권한이 없습니다: ${needed}.`,
    install: 'api.slack.com/apps의 "OAuth & Permissions"에서 권한을 추가하고 앱을 다시 설치하세요.',
    token: 'Slack이 더 이상 봇 토큰을 받아들이지 않습니다.',
    newToken: 'api.slack.com/apps에서 앱을 다시 설치하고 SLACK_BOT_TOKEN을 새로 설정하세요.',
    refused: (word) => `Slack이 거부했습니다: ${word}.`,
  },
});

/** Slack's own word for its no; undefined where it did not say no: then nobody knows whether the call was done. */
export function refusalOf(error: unknown): string | undefined {
  if (error instanceof ResponseRefused) return error.word;
  return error instanceof webApi.WebAPIPlatformError ? error.data.error : undefined;
}

/** Milliseconds that Slack wants to be left alone. */
export const pauseOf = (error: unknown): number | undefined =>
  error instanceof webApi.WebAPIRateLimitedError ? error.retryAfter * 1_000 : undefined;

/** Was it told no before anything was done? Otherwise the reply was lost, and the call may have been done. */
export const wasRefused = (error: unknown): boolean =>
  refusalOf(error) !== undefined || error instanceof webApi.WebAPIRateLimitedError;

/** It may have been said, and that shows after a while. */
export const notSaidYet = (after: number): Failure => new Failure('unavailable', (l) => say(l).away, { after });

/** What went wrong between here and Slack, in the words of a person. */
export function failureFrom(error: unknown): unknown {
  const pause = pauseOf(error);
  if (pause !== undefined) return new Failure('unavailable', (l) => say(l).limited, { after: pause, cause: error });
  const word = refusalOf(error);
  if (word !== undefined) return refused(word, error);
  if (error instanceof webApi.SlackError) return new Failure('unavailable', (l) => say(l).away, { cause: error });
  return error;
}

const needed = z.object({ data: z.object({ needed: z.string() }) });

function refused(word: string, cause: unknown): Failure {
  const failure = (code: Failure['code'], words: Phrase, hint?: Phrase) =>
    new Failure(code, words, { cause, ...(hint ? { hint } : {}) });
  switch (word) {
    case 'not_in_channel':
    case 'channel_not_found':
      return failure(
        'denied',
        (l) => say(l).notIn,
        (l) => say(l).invite,
      );
    case 'is_archived':
      return failure('conflict', (l) => say(l).archived);
    case 'restricted_action':
    case 'restricted_action_read_only_channel':
    case 'restricted_action_thread_only_channel':
      return failure('denied', (l) => say(l).restricted);
    case 'missing_scope': {
      const scope = needed.safeParse(cause).data?.data.needed ?? '?';
      return failure(
        'denied',
        (l) => say(l).scope(scope),
        (l) => say(l).install,
      );
    }
    case 'invalid_auth':
    case 'not_authed':
    case 'account_inactive':
    case 'token_expired':
    case 'token_revoked':
      return failure(
        'denied',
        (l) => say(l).token,
        (l) => say(l).newToken,
      );
    case 'ratelimited':
    case 'internal_error':
    case 'fatal_error':
    case 'service_unavailable':
    case 'request_timeout':
      return failure('unavailable', (l) => say(l).away);
    default:
      return failure('conflict', (l) => say(l).refused(word));
  }
}
