import { Failure } from './failure.ts';
import { phrases } from './phrases.ts';

/** What a store says of itself when it must not be used. */
export interface Mark {
  /** Half filled by a move; being read by one; left behind by one. */
  readonly state: 'filling' | 'moving' | 'moved';
  readonly move: string;
  readonly at: number;
}

const run = (to: 'sqlite' | 'redis') => `npm run move-store -- --to ${to}`;

const say = phrases({
  en: {
    fileMoved: (on: string) => `What was in this file (HOIST_DATA) was moved to Redis on ${on}.`,
    fileMovedHint: `Set REDIS_URL and start again, or bring everything back: ${run('sqlite')}`,
    redisMoved: (on: string) => `What was in this Redis was moved to the file in HOIST_DATA on ${on}.`,
    redisMovedHint: `Take REDIS_URL away and start again, or bring everything back: ${run('redis')}`,
    fileFilling: 'This file (HOIST_DATA) holds half of what was to be moved into it.',
    redisFilling: 'This Redis holds half of what was to be moved into it.',
    fillingHint: (command: string) => `Run the move again, which begins anew: ${command}`,
    moving: 'Everything here is being moved elsewhere right now.',
    movingHint: 'Start again when that is over. When it was broken off, this may be used again half a minute later.',
  },
  ru: {
    fileMoved: (on) => `Данные из этого файла (HOIST_DATA) перенесены в Redis: ${on}.`,
    fileMovedHint: `Задайте REDIS_URL и запустите снова или верните всё обратно: ${run('sqlite')}`,
    redisMoved: (on) => `Данные из этого Redis перенесены в файл в HOIST_DATA: ${on}.`,
    redisMovedHint: `Уберите REDIS_URL и запустите снова или верните всё обратно: ${run('redis')}`,
    fileFilling: 'Перенос в этот файл (HOIST_DATA) не завершён, в нём лишь часть данных.',
    redisFilling: 'Перенос в этот Redis не завершён, в нём лишь часть данных.',
    fillingHint: (command) => `Запустите перенос ещё раз, он начнётся заново: ${command}`,
    moving: 'Все данные отсюда как раз переносятся в другое место.',
    movingHint: 'Запустите снова, когда перенос закончится. Если он прерван, хранилище освободится через полминуты.',
  },
  ko: {
    fileMoved: (on) => `이 파일(HOIST_DATA)의 내용은 ${on}에 Redis로 옮겨졌습니다.`,
    fileMovedHint: `REDIS_URL을 설정하고 다시 시작하거나 모두 되돌리세요: ${run('sqlite')}`,
    redisMoved: (on) => `이 Redis의 내용은 ${on}에 HOIST_DATA의 파일로 옮겨졌습니다.`,
    redisMovedHint: `REDIS_URL을 지우고 다시 시작하거나 모두 되돌리세요: ${run('redis')}`,
    fileFilling: '이 파일(HOIST_DATA)로 옮기는 작업이 끝나지 않아 내용이 일부만 있습니다.',
    redisFilling: '이 Redis로 옮기는 작업이 끝나지 않아 내용이 일부만 있습니다.',
    fillingHint: (command) => `옮기기를 다시 실행하세요. 처음부터 다시 시작합니다: ${command}`,
    moving: '여기 있는 모든 내용을 지금 다른 곳으로 옮기고 있습니다.',
    movingHint: '끝난 뒤에 다시 시작하세요. 도중에 중단되었다면 30초 뒤에 다시 사용할 수 있습니다.',
  },
});

/** Why the store cannot be used, and what to do. */
export function movedAway(kind: 'sqlite' | 'redis', { state, at }: Mark): Failure {
  if (state === 'moving') return new Failure('conflict', (l) => say(l).moving, { hint: (l) => say(l).movingHint });
  if (state === 'filling') {
    return new Failure('conflict', (l) => say(l)[kind === 'redis' ? 'redisFilling' : 'fileFilling'], {
      hint: (l) => say(l).fillingHint(run(kind)),
    });
  }
  const on = new Date(at).toISOString().slice(0, 10);
  return kind === 'redis'
    ? new Failure('conflict', (l) => say(l).redisMoved(on), { hint: (l) => say(l).redisMovedHint })
    : new Failure('conflict', (l) => say(l).fileMoved(on), { hint: (l) => say(l).fileMovedHint });
}
