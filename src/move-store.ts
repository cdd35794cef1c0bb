import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { redisConfig } from '../adapters/store/redis/index.ts';
import { cannotStart } from './cannot-start.ts';
import { type Config, checked, readConfig } from './config.ts';
import { Failure } from './failure.ts';
import { silent } from './log.ts';
import { type Moved, moveBetween } from './move-store-between.ts';
import { phrases } from './phrases.ts';
import type { StoreEnd } from './store-copy.ts';

type Kind = StoreEnd['kind'];

const say = phrases({
  en: {
    usage: 'npm run move-store -- --to redis|sqlite',
    about:
      'Moves everything between the file in HOIST_DATA and the Redis in REDIS_URL. End every bot and command first.',
    noRedis: 'REDIS_URL is not set, so there is no Redis to move to or from.',
    noRedisHint: 'Set it in the environment or in .env.',
    noFile: (file: string) => `There is no ${file}, so there is nothing to move.`,
    noFileHint: 'Look at HOIST_DATA.',
    progress: (done: number, all: number) => `${done} of ${all} operations`,
    moved: (operations: number, entries: number, events: number, facts: number) =>
      `Moved and compared: ${operations} operations with ${entries} journal entries, ${events} events, ${facts} facts.`,
    digest: (digest: string) => `The same on both sides: sha256 ${digest}`,
    toRedis: 'The file is closed now. Start with REDIS_URL as it is set: npm start',
    toSqlite: 'Redis is closed now. Take REDIS_URL away from the environment and .env, then: npm start',
    untouched: 'What was to be moved is as it was.',
  },
  ru: {
    usage: 'npm run move-store -- --to redis|sqlite',
    about:
      'Переносит всё между файлом в HOIST_DATA и Redis из REDIS_URL. Сначала остановите всех ботов и команды терминала.',
    noRedis: 'REDIS_URL не задан: переносить в Redis или из него нечего.',
    noRedisHint: 'Задайте его в окружении или в .env.',
    noFile: (file) => `Нет файла ${file}: переносить нечего.`,
    noFileHint: 'Проверьте HOIST_DATA.',
    progress: (done, all) => `операций: ${done} из ${all}`,
    moved: (operations, entries, events, facts) =>
      `Перенесено и сверено: операций ${operations}, записей в журналах ${entries}, событий ${events}, фактов ${facts}.`,
    digest: (digest) => `Одинаково с обеих сторон: sha256 ${digest}`,
    toRedis: 'Файл теперь закрыт. Запускайте с тем же REDIS_URL: npm start',
    toSqlite: 'Redis теперь закрыт. Уберите REDIS_URL из окружения и .env, затем: npm start',
    untouched: 'Исходное хранилище осталось прежним.',
  },
  ko: {
    usage: 'npm run move-store -- --to redis|sqlite',
    about: 'HOIST_DATA의 파일과 REDIS_URL의 Redis 사이에서 모든 내용을 옮깁니다. 먼저 모든 봇과 명령을 종료하세요.',
    noRedis: 'REDIS_URL이 설정되지 않아 옮길 Redis가 없습니다.',
    noRedisHint: '환경 변수나 .env에 설정하세요.',
    noFile: (file) => `${file} 파일이 없어 옮길 것이 없습니다.`,
    noFileHint: 'HOIST_DATA를 확인하세요.',
    progress: (done, all) => `작업 ${all}개 중 ${done}개`,
    moved: (operations, entries, events, facts) =>
      `옮기고 대조했습니다: 작업 ${operations}개, 저널 항목 ${entries}개, 이벤트 ${events}개, 기억 ${facts}개.`,
    digest: (digest) => `양쪽이 같습니다: sha256 ${digest}`,
    toRedis: '이제 파일은 닫혔습니다. 설정된 REDIS_URL로 시작하세요: npm start',
    toSqlite: '이제 Redis는 닫혔습니다. 환경 변수와 .env에서 REDIS_URL을 지운 뒤 시작하세요: npm start',
    untouched: '옮기려던 내용은 그대로 있습니다.',
  },
});

/** The same statuses as of a terminal command. */
const exits = { done: 0, failed: 1, usage: 2 };

process.exit(await run(process.argv.slice(2)));

async function run(words: readonly string[]): Promise<number> {
  try {
    const config = readConfig();
    return await begin(config, destination(words)).catch((error: unknown) => explain(config, error));
  } catch (error) {
    return cannotStart(error);
  }
}

async function begin(config: Config, to: Kind | undefined): Promise<number> {
  if (to === undefined) {
    console.error(`${say(config.locale).usage}\n${say(config.locale).about}`);
    return exits.usage;
  }
  tell(config, to, await move(config, to));
  return exits.done;
}

function destination(words: readonly string[]): Kind | undefined {
  try {
    const { to } = parseArgs({ args: [...words], options: { to: { type: 'string' } } }).values;
    return to === 'sqlite' || to === 'redis' ? to : undefined;
  } catch {
    return undefined;
  }
}

async function move(config: Config, to: Kind): Promise<Moved> {
  const ends: StoreEnd[] = [];
  try {
    const redis = await openRedisEnd(config);
    ends.push(redis);
    const sqlite = await openFileEnd(config, to);
    ends.push(sqlite);
    const [source, target] = to === 'redis' ? [sqlite, redis] : [redis, sqlite];
    const id = `${new Date().toISOString()}.${randomBytes(6).toString('hex')}`;
    return await moveBetween(source, target, { move: id, now: Date.now, progress: seldom(config) });
  } finally {
    for (const end of ends.toReversed()) await end.close();
  }
}

async function openRedisEnd({ env }: Config): Promise<StoreEnd> {
  const [{ REDIS_URL: url, REDIS_PREFIX: prefix }] = checked([{ of: 'redis', shape: redisConfig, values: env }]);
  if (!url) throw new Failure('usage', (l) => say(l).noRedis, { hint: (l) => say(l).noRedisHint });
  const { redisEnd } = await import('../adapters/store/redis/copy.ts');
  return redisEnd({ url: url.reveal(), prefix }, silent);
}

async function openFileEnd({ data }: Config, to: Kind): Promise<StoreEnd> {
  const file = join(data, 'hoist.sqlite');
  // Opening a file makes it.
  if (to === 'redis' && !existsSync(file)) {
    throw new Failure('not-found', (l) => say(l).noFile(file), { hint: (l) => say(l).noFileHint });
  }
  const { sqliteEnd } = await import('../adapters/store/sqlite/copy.ts');
  return sqliteEnd(file);
}

/** A line a second is enough for somebody who waits. */
function seldom({ locale }: Config): (done: number, all: number) => void {
  let told = Date.now();
  return (done, all) => {
    if (Date.now() - told < 1_000) return;
    told = Date.now();
    console.error(say(locale).progress(done, all));
  };
}

function tell({ locale }: Config, to: Kind, { pieces, entries, digest }: Moved): void {
  const words = say(locale);
  console.log(words.moved(pieces.operation, entries, pieces.event, pieces.fact));
  console.log(words.digest(digest));
  console.log(to === 'redis' ? words.toRedis : words.toSqlite);
}

function explain({ locale }: Config, error: unknown): number {
  if (!(error instanceof Failure)) throw error;
  const hint = error.hint?.(locale);
  console.error([error.phrase(locale), ...(hint ? [hint] : []), say(locale).untouched].join('\n'));
  return error.code === 'usage' ? exits.usage : exits.failed;
}
