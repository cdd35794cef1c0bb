import { defineCommand, Failure, howLong, lockedFailure, lockOn, longestReason, need, phrases, text } from '#kit';
import { chooseMachine } from '#operations/choose-machine.ts';
import { lockMachine } from '#operations/lock-machine.ts';
import { machineNames } from '#operations/suggest.ts';

const say = phrases({
  en: {
    about: 'Lock a machine, so that nobody stops, parks or removes it',
    machine: 'Machine to lock',
    reason: 'Why, for whoever wants to stop it',
    for: 'How long; without it, until it is unlocked',
    going: (name: string) => `${name} is being removed already.`,
  },
  ru: {
    about: 'Поставить на машину замок: её никто не остановит, не припаркует и не удалит',
    machine: 'На какую машину поставить замок',
    reason: 'Зачем: это прочтёт тот, кто захочет её остановить',
    for: 'На сколько; без этого — пока замок не снимут',
    going: (name) => `${name} уже удаляется.`,
  },
  ko: {
    about: '아무도 중지, 보관, 삭제하지 못하도록 머신 잠그기',
    machine: '잠글 머신',
    reason: '중지하려는 사람이 읽을 이유',
    for: '기간. 없으면 해제할 때까지',
    going: (name) => `이미 삭제되는 중입니다: ${name}.`,
  },
});

const day = 24 * 3_600_000;

export default defineCommand({
  name: 'vm lock',
  about: (l) => say(l).about,
  permission: 'vm:lock',
  danger: 'changes',
  examples: ['vm lock gpu-work-1 --reason "training until Friday"', 'vm lock gpu-work-1 --reason demo --for 3d'],
  args: {
    machine: text((l) => say(l).machine, { bare: true, also: ['name'], suggest: machineNames }),
    reason: text((l) => say(l).reason, { most: longestReason }),
    for: howLong((l) => say(l).for, { min: 60_000, max: 365 * day }),
  },
  async run({ machine: typed, reason, for: lasting }, turn) {
    const { cloud, who, now } = turn;
    need(cloud, 'marks');
    // What only waits for a yes is what a lock is to keep from being done.
    const machine = await chooseMachine(turn, typed, 'vm lock', 'waiting');
    const { id, name } = machine;
    if (machine.state === 'removing') throw new Failure('conflict', (l) => say(l).going(name));
    const there = lockOn(machine, now);
    if (there && there.by !== who.id) throw lockedFailure(machine, there, cloud.name);
    const until = lasting === undefined ? undefined : new Date(now + lasting).toISOString();
    const lock = { by: who.id, name: who.name, reason, at: new Date(now).toISOString(), ...(until ? { until } : {}) };
    const { at } = there ?? {};
    const before = there && at !== undefined ? { before: { ...there, at } } : {};
    return turn.start(lockMachine, { cloud: cloud.name, machine: id, name, lock, ...before });
  },
});
