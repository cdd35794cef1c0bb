import { z } from 'zod';
import { type Cloud, defineOperation, Failure, lockedFailure, lockOn, lockWords, need, phrases } from '#kit';
import { lockInput } from './lock-input.ts';
import { lockOf } from './things.ts';

const say = phrases({
  en: {
    lock: 'Lock written on the machine',
    title: (name: string) => `Locking ${name}`,
    done: (name: string) => `${name} is locked`,
    words: (words: string) => `Locked ${words}.`,
    keeps: 'Until it is unlocked nobody stops, parks or removes it through Hoist, nor its disks.',
    failed: (name: string) => `${name} was not locked`,
    gone: (name: string) => `${name} is not there any more.`,
    stands: (name: string) => `A lock is not taken back but taken off: vm unlock ${name}.`,
    unlock: 'Unlock',
  },
  ru: {
    lock: 'Замок записан на машине',
    title: (name) => `Ставлю замок на ${name}`,
    done: (name) => `${name} под замком`,
    words: (words) => `Замок ${words}.`,
    keeps: 'Пока замок не снят, через Hoist машину никто не остановит, не припаркует и не удалит, и её диски тоже.',
    failed: (name) => `Замок на ${name} не поставлен`,
    gone: (name) => `${name} уже нет.`,
    stands: (name) => `Замок не отменяют, а снимают: vm unlock ${name}.`,
    unlock: 'Снять замок',
  },
  ko: {
    lock: '머신에 잠금 기록',
    title: (name) => `${name} 잠그는 중`,
    done: (name) => `${name} 잠김`,
    words: (words) => `잠금 정보. ${words}`,
    keeps: '잠금을 풀기 전에는 아무도 Hoist로 이 머신이나 디스크를 중지, 보관, 삭제할 수 없습니다.',
    failed: (name) => `${name} 머신을 잠그지 못했습니다`,
    gone: (name) => `더 이상 없는 머신입니다: ${name}.`,
    stands: (name) => `잠금은 되돌리는 대신 해제합니다: vm unlock ${name}.`,
    unlock: '잠금 해제',
  },
});

const input = lockInput.extend({
  /** What it replaces: an earlier one of the same person. */
  before: lockInput.shape.lock.exactOptional(),
});
type Input = z.infer<typeof input>;

const made = z.object({ machine: z.string() });
type Made = z.infer<typeof made>;

/** Writes a lock on a machine; it does not wait for what others do with the machine, since what waits is to find it. */
export const lockMachine = defineOperation<Input, Made, 'lock'>({
  name: 'machine.lock',
  input,
  outline: { lock: (l) => say(l).lock },
  makes: 'nothing',
  undoes: ['lock'],
  about: ({ cloud, machine, name }) => lockOf(cloud, { id: machine, name }),
  stands: ({ name }) => new Failure('conflict', (l) => say(l).stands(name)),
  likeness: ({ cloud }) => `vm lock ${cloud}`,

  async run(op, { cloud: where, machine, name, lock, before }, world) {
    const cloud = world.cloud(where);
    await op.step('lock', {
      async do({ signal }) {
        const there = await cloud.get(machine, signal);
        if (!there) throw new Failure('not-found', (l) => say(l).gone(name));
        const other = lockOn(there, Date.parse(lock.at));
        if (other && other.by !== lock.by) throw lockedFailure(there, other, where);
        await need(cloud, 'marks').lock(machine, lock, signal);
      },
      undo: ({ signal }) => takeBackLock(cloud, { machine, lock, before }, signal),
    });
    return { machine };
  },

  tell: {
    title: ({ name }, l) => say(l).title(name),
    about: ({ lock }, l) => [
      { kind: 'text', text: say(l).words(lockWords(lock, l)) },
      { kind: 'note', text: say(l).keeps },
    ],
    done: ({ machine }, { name, cloud, lock }, l) => ({
      title: say(l).done(name),
      blocks: [
        { kind: 'text', text: say(l).words(lockWords(lock, l)) },
        { kind: 'note', text: say(l).keeps },
      ],
      buttons: [{ label: say(l).unlock, press: { command: 'vm unlock', args: { machine, cloud } } }],
    }),
    failed: ({ name }, l) => say(l).failed(name),
  },
});

/** Only the lock that was written here. */
async function takeBackLock(
  cloud: Cloud,
  { machine, lock, before }: Pick<Input, 'machine' | 'lock'> & { readonly before: Input['before'] | undefined },
  signal: AbortSignal,
): Promise<void> {
  const there = (await cloud.get(machine, signal))?.lock;
  if (there?.by !== lock.by || there.at !== lock.at) return;
  const marks = need(cloud, 'marks');
  if (before) await marks.lock(machine, before, signal);
  else await marks.unlock(machine, signal);
}
