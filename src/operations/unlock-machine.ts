import { z } from 'zod';
import { defineOperation, Failure, type Lock, lockedFailure, lockWords, need, phrases } from '#kit';
import { lockOf } from './things.ts';

const say = phrases({
  en: {
    unlock: 'Lock taken off',
    title: (name: string) => `Unlocking ${name}`,
    done: (name: string) => `${name} is unlocked`,
    was: (words: string) => `It was locked ${words}.`,
    failed: (name: string) => `${name} was not unlocked`,
    stands: (name: string) => `It is locked again with: vm lock ${name}.`,
    lock: 'Lock it again',
  },
  ru: {
    unlock: 'Замок снят',
    title: (name) => `Снимаю замок с ${name}`,
    done: (name) => `${name} без замка`,
    was: (words) => `Был замок ${words}.`,
    failed: (name) => `Замок с ${name} не снят`,
    stands: (name) => `Снова поставить замок: vm lock ${name}.`,
    lock: 'Поставить снова',
  },
  ko: {
    unlock: '잠금 해제',
    title: (name) => `${name} 잠금 해제 중`,
    done: (name) => `${name} 잠금 해제됨`,
    was: (words) => `이전 잠금 정보. ${words}`,
    failed: (name) => `${name} 머신의 잠금을 해제하지 못했습니다`,
    stands: (name) => `다시 잠그려면: vm lock ${name}.`,
    lock: '다시 잠그기',
  },
});

const input = z.object({
  cloud: z.string(),
  machine: z.string(),
  name: z.string(),
  /** The lock that is meant, and no other that somebody sets meanwhile. */
  was: z.object({
    by: z.string(),
    name: z.string(),
    reason: z.string(),
    at: z.string().exactOptional(),
    until: z.string().exactOptional(),
  }),
});
type Input = z.infer<typeof input>;

export const unlockMachine = defineOperation<Input, { readonly machine: string }, 'unlock'>({
  name: 'machine.unlock',
  input,
  outline: { unlock: (l) => say(l).unlock },
  makes: 'nothing',
  undoes: ['unlock'],
  about: ({ cloud, machine, name }) => lockOf(cloud, { id: machine, name }),
  stands: ({ name }) => new Failure('conflict', (l) => say(l).stands(name)),
  likeness: ({ cloud }) => `vm unlock ${cloud}`,

  async run(op, { cloud: where, machine, was }, world) {
    const cloud = world.cloud(where);
    await op.step('unlock', {
      async do({ signal }) {
        const there = await cloud.get(machine, signal);
        if (!there?.lock) return;
        if (!same(there.lock, was)) throw lockedFailure(there, there.lock, where);
        await need(cloud, 'marks').unlock(machine, signal);
      },
      async undo({ signal }) {
        const there = await cloud.get(machine, signal);
        if (there && !there.lock) await need(cloud, 'marks').lock(machine, was, signal);
      },
    });
    return { machine };
  },

  tell: {
    title: ({ name }, l) => say(l).title(name),
    about: ({ was }, l) => [{ kind: 'text', text: say(l).was(lockWords(was, l)) }],
    done: ({ machine }, { name, cloud, was }, l) => ({
      title: say(l).done(name),
      blocks: [{ kind: 'text', text: say(l).was(lockWords(was, l)) }],
      buttons: [
        {
          label: say(l).lock,
          press: { command: 'vm lock', args: { machine, cloud, ...(was.reason ? { reason: was.reason } : {}) } },
        },
      ],
    }),
    failed: ({ name }, l) => say(l).failed(name),
  },
});

const same = (a: Lock, b: Lock): boolean => a.by === b.by && a.at === b.at && a.reason === b.reason;
