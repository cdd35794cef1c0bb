import { type Finding, phrases } from '#kit';
import type { Connection } from './connection.ts';

const oldest = [6, 2] as const;
/** Milliseconds for one command; an operation makes about three for each step. */
const slow = 25;

const say = phrases({
  en: {
    version: (name: string) => `Store: ${name}`,
    tooOld: (name: string) => `Store: ${name} is too old`,
    update: `Update it to Redis ${oldest.join('.')} or newer, or to Valkey.`,
    kept: 'Store: what is written is on the disk within a second (AOF)',
    notKept: 'Store: a restart of Redis would lose what was written last',
    keep: 'CONFIG SET appendonly yes, then CONFIG REWRITE; where Redis is rented, switch AOF persistence on.',
    stays: 'Store: Redis evicts nothing',
    evicts: (policy: string) => `Store: Redis may throw operations away (${policy})`,
    stay: 'CONFIG SET maxmemory-policy noeviction, then CONFIG REWRITE.',
    answers: (ms: string) => `Store: answers in ${ms} ms`,
    answersLate: (ms: string) => `Store: takes ${ms} ms for each answer`,
    clock: (s: string) => `Store: the clock of this host is ${s} s away from that of Redis, by which Hoist goes`,
    setClock: 'Have both hosts set by NTP: timedatectl set-ntp true.',
    nearer: 'Run Redis nearer to the bot, or look what else keeps it busy: redis-cli --latency, SLOWLOG GET.',
  },
  ru: {
    version: (name) => `Хранилище: ${name}`,
    tooOld: (name) => `Хранилище: ${name} — слишком старая версия`,
    update: `Обновите до Redis ${oldest.join('.')} или новее либо перейдите на Valkey.`,
    kept: 'Хранилище: записанное попадает на диск в течение секунды (AOF)',
    notKept: 'Хранилище: при перезапуске Redis последние записи пропадут',
    keep: 'CONFIG SET appendonly yes, затем CONFIG REWRITE; в облачном Redis включите AOF.',
    stays: 'Хранилище: Redis ничего не вытесняет',
    evicts: (policy) => `Хранилище: Redis может вытеснить операции (${policy})`,
    stay: 'CONFIG SET maxmemory-policy noeviction, затем CONFIG REWRITE.',
    answers: (ms) => `Хранилище: отвечает за ${ms} мс`,
    answersLate: (ms) => `Хранилище: каждый ответ занимает ${ms} мс`,
    clock: (s) => `Хранилище: часы этого хоста расходятся с часами Redis на ${s} с; Hoist живёт по часам Redis`,
    setClock: 'Пусть часы обоих хостов ставит NTP: timedatectl set-ntp true.',
    nearer: 'Перенесите Redis ближе к боту или выясните, чем он занят: redis-cli --latency, SLOWLOG GET.',
  },
  ko: {
    version: (name) => `저장소: ${name}`,
    tooOld: (name) => `저장소: ${name} 버전이 너무 오래되었습니다`,
    update: `Redis ${oldest.join('.')} 이상 또는 Valkey로 업데이트하세요.`,
    kept: '저장소: 기록이 1초 안에 디스크에 저장됩니다(AOF)',
    notKept: '저장소: Redis를 다시 시작하면 마지막 기록이 사라집니다',
    keep: 'CONFIG SET appendonly yes 실행 후 CONFIG REWRITE를 실행하세요. 관리형 Redis에서는 AOF를 켜세요.',
    stays: '저장소: Redis가 데이터를 내보내지 않습니다',
    evicts: (policy) => `저장소: Redis가 작업 데이터를 지울 수 있습니다(${policy})`,
    stay: 'CONFIG SET maxmemory-policy noeviction 실행 후 CONFIG REWRITE를 실행하세요.',
    answers: (ms) => `저장소: 응답 시간 ${ms}ms`,
    answersLate: (ms) => `저장소: 응답마다 ${ms}ms 걸립니다`,
    clock: (s) => `저장소: 이 호스트의 시계가 Redis와 ${s}초 다릅니다. Hoist는 Redis의 시계를 따릅니다`,
    setClock: '두 호스트의 시계를 NTP로 맞추세요: timedatectl set-ntp true.',
    nearer: 'Redis를 봇 가까이에서 실행하거나 부하를 확인하세요: redis-cli --latency, SLOWLOG GET.',
  },
});

/** Whether what is kept there stays there, and how soon it is written. All of it from INFO, which nobody forbids. */
export async function checkRedis(redis: Connection): Promise<readonly Finding[]> {
  const info = await redis.ask((plain) => plain.info());
  const field = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1];
  return [
    version(field('valkey_version'), field('redis_version')),
    field('aof_enabled') === '1'
      ? { what: (l) => say(l).kept, ok: true }
      : { what: (l) => say(l).notKept, ok: false, mend: (l) => say(l).keep },
    eviction(field('maxmemory_policy') ?? 'noeviction'),
    speed(await latency(redis)),
    ...clocks(redis.now() - Date.now()),
  ];
}

function version(valkey: string | undefined, redis = ''): Finding {
  const name = valkey === undefined ? `Redis ${redis}` : `Valkey ${valkey}`;
  const [major = 0, minor = 0] = redis.split('.').map(Number);
  const enough = valkey !== undefined || major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
  return enough
    ? { what: (l) => say(l).version(name), ok: true }
    : { what: (l) => say(l).tooOld(name), ok: false, mend: (l) => say(l).update };
}

function eviction(policy: string): Finding {
  return policy === 'noeviction'
    ? { what: (l) => say(l).stays, ok: true }
    : { what: (l) => say(l).evicts(policy), ok: false, mend: (l) => say(l).stay };
}

/** Nothing to say where they agree. */
function clocks(apart: number): readonly Finding[] {
  const seconds = Math.round(Math.abs(apart) / 1_000);
  if (seconds === 0) return [];
  return [{ what: (l) => say(l).clock(String(seconds)), ok: false, mend: (l) => say(l).setClock }];
}

/** The second best of five: the first pays for what was asleep, and one may be unlucky. */
async function latency(redis: Connection): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    const since = performance.now();
    await redis.ask((plain) => plain.ping());
    times.push(performance.now() - since);
  }
  return times.sort((a, b) => a - b)[1] ?? 0;
}

function speed(took: number): Finding {
  const ms = took < 10 ? took.toFixed(1) : took.toFixed(0);
  return took <= slow
    ? { what: (l) => say(l).answers(ms), ok: true }
    : { what: (l) => say(l).answersLate(ms), ok: false, mend: (l) => say(l).nearer };
}
