import { Failure, movedAway, phrases } from '#kit';
import { markIn } from './mark.ts';

const say = phrases({
  en: {
    away: 'Redis does not answer',
    awayHint: 'Look whether it runs and can be reached from here. What was going on goes on by itself when it is back.',
    full: 'Redis has no room for more',
    fullHint: 'Give it more memory or disk, or raise maxmemory. What was going on goes on by itself then.',
    refused: 'Redis refuses the credentials',
    refusedHint: 'Look at the name and the password in REDIS_URL, and at what this name may do there.',
  },
  ru: {
    away: 'Redis не отвечает',
    awayHint: 'Проверьте, запущен ли он и доступен ли отсюда. Когда он вернётся, начатое продолжится само.',
    full: 'В Redis нет места',
    fullHint: 'Добавьте ему памяти или места на диске либо увеличьте maxmemory. После этого начатое продолжится само.',
    refused: 'Redis не принимает учётные данные',
    refusedHint: 'Проверьте имя и пароль в REDIS_URL и права этого имени в Redis.',
  },
  ko: {
    away: 'Redis가 응답하지 않습니다',
    awayHint:
      'Redis가 실행 중이고 여기에서 접속할 수 있는지 확인하세요. 복구되면 진행 중이던 작업은 저절로 이어집니다.',
    full: 'Redis에 남은 공간이 없습니다',
    fullHint: '메모리나 디스크를 늘리거나 maxmemory를 올리세요. 그러면 진행 중이던 작업은 저절로 이어집니다.',
    refused: 'Redis가 인증 정보를 거부합니다',
    refusedHint: 'REDIS_URL의 이름과 비밀번호, 그리고 그 이름의 Redis 권한을 확인하세요.',
  },
});

const refused = /^(?:WRONGPASS|NOAUTH|NOPERM|ERR (?:AUTH|invalid password))/;
const full = /^(?:OOM|MISCONF)/;
const away =
  /^(?:LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|BUSY |UNBLOCKED|NOREPLICAS)|Connection is closed|Command timed out|Command aborted|max retries per request|Socket closed|enableOfflineQueue/i;

/** What went wrong with Redis, in words; anything else is a mistake of ours and stays what it is. */
export function failureFrom(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const cause = withoutCommand(error);
  const mark = markIn(cause.message);
  if (mark) return movedAway('redis', mark);
  const failure = (code: 'unavailable' | 'denied', words: 'away' | 'full' | 'refused') =>
    new Failure(code, (l) => say(l)[words], { hint: (l) => say(l)[`${words}Hint`], cause });
  if (refused.test(cause.message)) return failure('denied', 'refused');
  if (full.test(cause.message)) return failure('unavailable', 'full');
  return away.test(cause.message) || cause.code !== undefined ? failure('unavailable', 'away') : cause;
}

/** The client ties the command to its error, arguments and all; one of them may be the password. */
function withoutCommand(error: Error): Error & { readonly code?: string } {
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return Object.assign(new Error(error.message), { name: error.name, ...code });
}
