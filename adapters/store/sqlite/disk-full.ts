import { Failure, phrases } from '#kit';

const say = phrases({
  en: {
    full: 'The disk of Hoist is full',
    hint: 'Make room where HOIST_DATA is. What was going on goes on by itself then.',
  },
  ru: {
    full: 'На диске Hoist нет места',
    hint: 'Освободите место там, где HOIST_DATA. После этого начатое продолжится само.',
  },
  ko: {
    full: 'Hoist의 디스크가 가득 찼습니다',
    hint: 'HOIST_DATA가 있는 곳에 공간을 확보하세요. 그러면 진행 중이던 작업은 저절로 이어집니다.',
  },
});

/** SQLITE_FULL; the rest of the number says more of some codes. */
const full = 13;

/** Does it, and says in words when the disk has no room for it. */
export function withRoom<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined;
    throw code === full
      ? new Failure('unavailable', (l) => say(l).full, { hint: (l) => say(l).hint, cause: error })
      : error;
  }
}
