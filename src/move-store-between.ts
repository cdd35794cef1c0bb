import { createHash } from 'node:crypto';
import { Failure } from './failure.ts';
import { phrases } from './phrases.ts';
import { type OperationPiece, type Piece, piece, type StoreEnd } from './store-copy.ts';
import { type Mark, movedAway } from './store-moved.ts';

const say = phrases({
  en: {
    others: 'There are operations already where everything is to be moved to, and they are other ones.',
    othersHint: 'Move into an empty place: another file (HOIST_DATA), another Redis, or another REDIS_PREFIX.',
    elsewhere: 'What was in the place to move to was moved to another store than the one to move from.',
    elsewhereHint: 'Move from that store, or into an empty place: another file, another Redis or REDIS_PREFIX.',
    differs: (what: string) => `What was written reads differently: ${what}`,
    differsHint:
      'Nothing is lost, the old store goes on to be the one to use. Run this again, and report it if it stays.',
  },
  ru: {
    others: 'Там, куда идёт перенос, уже есть операции, и это другие операции.',
    othersHint: 'Переносите в пустое место: другой файл (HOIST_DATA), другой Redis или другой REDIS_PREFIX.',
    elsewhere: 'Данные оттуда, куда идёт перенос, были перенесены не в то хранилище, из которого он идёт.',
    elsewhereHint: 'Переносите из того хранилища или в пустое место: другой файл, другой Redis или REDIS_PREFIX.',
    differs: (what) => `Записанное читается иначе: ${what}`,
    differsHint: 'Ничего не потеряно, работает прежнее хранилище. Запустите снова; если повторится, сообщите нам.',
  },
  ko: {
    others: '옮길 곳에 이미 다른 작업이 있습니다.',
    othersHint: '빈 곳으로 옮기세요. 다른 파일(HOIST_DATA), 다른 Redis 또는 다른 REDIS_PREFIX를 쓰면 됩니다.',
    elsewhere: '옮길 곳에 있던 내용은 지금 옮기려는 저장소가 아닌 다른 저장소로 옮겨졌습니다.',
    elsewhereHint: '그 저장소에서 옮기거나 빈 곳(다른 파일, 다른 Redis 또는 REDIS_PREFIX)으로 옮기세요.',
    differs: (what) => `기록한 내용이 다르게 읽힙니다: ${what}`,
    differsHint: '잃은 것은 없으며 기존 저장소를 계속 사용합니다. 다시 실행하고, 반복되면 알려 주세요.',
  },
});

export interface Moved {
  readonly pieces: Readonly<Record<Piece['kind'], number>>;
  readonly entries: number;
  /** Of all that was moved, the same on both sides. */
  readonly digest: string;
}

export interface Moving {
  /** Names this move; no two may have the same. */
  readonly move: string;
  now(): number;
  /** So many operations of so many are written. */
  progress?(done: number, all: number): void;
}

const atATime = 100;

/**
 * Everything from one store into the other, which is emptied first, and then both are read and compared. Until the
 * last but one step the source is what it was; whatever breaks before, the move can be begun anew.
 */
export async function moveBetween(source: StoreEnd, target: StoreEnd, moving: Moving): Promise<Moved> {
  const { move, now } = moving;
  const mark = (state: Mark['state']): Mark => ({ state, move, at: now() });
  const gone = await source.mark();
  if (gone) throw movedAway(source.kind, gone);
  await refuseForeign(source, target);
  await source.take(mark('moving'), now());
  await target.take(mark('filling'), now());
  await target.empty();
  await copy(source, target, moving);
  const moved = await compare(source, target);
  // Dying between these two leaves two whole stores, of which the old one is the one in use, as before.
  await target.open(move);
  await source.leave(mark('moved'));
  return moved;
}

/** What is half filled or was left behind may be emptied; of anything else only what the source has too. */
async function refuseForeign(source: StoreEnd, target: StoreEnd): Promise<void> {
  const mark = await target.mark();
  if (mark?.state === 'moving') throw movedAway(target.kind, mark);
  if (mark?.state === 'filling') return;
  if (mark?.state === 'moved') {
    if ((await source.filledBy()) === mark.move) return;
    throw new Failure('conflict', (l) => say(l).elsewhere, { hint: (l) => say(l).elsewhereHint });
  }
  const known = operations(source)[Symbol.asyncIterator]();
  for await (const there of operations(target)) {
    let here = await known.next();
    while (!here.done && before(here.value.id, there.id)) here = await known.next();
    if (here.done || !continues(here.value, there)) {
      throw new Failure('conflict', (l) => say(l).others, { hint: (l) => say(l).othersHint });
    }
  }
}

/** The same operation, and nothing has been written there that is not here. */
const continues = (here: OperationPiece, there: OperationPiece): boolean =>
  here.id === there.id && here.at === there.at && there.entries.every((entry, i) => entry === here.entries[i]);

const before = (a: string, b: string): boolean => Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;

async function* pieces(end: StoreEnd): AsyncGenerator<Piece> {
  for await (const each of end.pieces()) yield piece.parse(each);
}

async function* operations(end: StoreEnd): AsyncGenerator<OperationPiece> {
  for await (const each of pieces(end)) {
    if (each.kind !== 'operation') return;
    yield each;
  }
}

async function copy(source: StoreEnd, target: StoreEnd, { progress }: Moving): Promise<void> {
  const all = await source.count();
  let some: Piece[] = [];
  let done = 0;
  const write = async () => {
    await target.write(some);
    done += some.filter(({ kind }) => kind === 'operation').length;
    some = [];
    progress?.(done, all);
  };
  for await (const each of pieces(source)) {
    some.push(each);
    if (some.length === atATime) await write();
  }
  await write();
}

/** Both are read to their ends, one piece beside the other. */
async function compare(source: StoreEnd, target: StoreEnd): Promise<Moved> {
  const count = { operation: 0, event: 0, took: 0, fact: 0 };
  let entries = 0;
  const whole = createHash('sha256');
  const written = pieces(target);
  for await (const each of pieces(source)) {
    const { value: there } = await written.next();
    const digest = digestOf(each);
    if (!there || digestOf(there) !== digest) throw differs(each);
    whole.update(digest);
    count[each.kind] += 1;
    if (each.kind === 'operation') entries += each.entries.length;
  }
  const { value: more } = await written.next();
  if (more) throw differs(more);
  return { pieces: count, entries, digest: whole.digest('hex') };
}

const digestOf = (each: Piece): string => createHash('sha256').update(JSON.stringify(each)).digest('hex');

function differs(each: Piece): Failure {
  const name = 'id' in each ? each.id : each.kind;
  return new Failure('bug', (l) => say(l).differs(name), { hint: (l) => say(l).differsHint });
}
