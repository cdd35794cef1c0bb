import { defineCommand, Failure, type Lock, lockOn, type Machine, need, phrases, type Turn, text } from '#kit';
import { chooseMachine } from '#operations/choose-machine.ts';
import { machineNames } from '#operations/suggest.ts';
import { unlockMachine } from '#operations/unlock-machine.ts';

const say = phrases({
  en: {
    about: 'Take the lock off a machine: your own, or one on your machine',
    machine: 'Machine to unlock',
    open: (name: string) => `${name} is not locked.`,
    not: (name: string, whose: string) => `Not yours to unlock: ${name} was locked by ${whose}.`,
    notNor: (name: string, whose: string, owner: string) =>
      `Not yours to unlock: ${name} was locked by ${whose} and belongs to ${owner}.`,
    someone: 'somebody in the cloud itself',
  },
  ru: {
    about: 'Снять с машины замок: свой или со своей машины',
    machine: 'С какой машины снять замок',
    open: (name) => `${name} не под замком.`,
    not: (name, whose) => `Снять этот замок вы не можете: его на ${name} поставил(а) ${whose}.`,
    notNor: (name, whose, owner) =>
      `Снять этот замок вы не можете: его на ${name} поставил(а) ${whose}, а владелец машины — ${owner}.`,
    someone: 'кто-то в самом облаке',
  },
  ko: {
    about: '머신 잠금 해제: 내가 잠갔거나 내 소유인 머신',
    machine: '잠금을 해제할 머신',
    open: (name) => `잠겨 있지 않은 머신입니다: ${name}.`,
    not: (name, whose) => `해제할 권한이 없습니다. ${name} 머신을 잠근 사람: ${whose}.`,
    notNor: (name, whose, owner) => `해제할 권한이 없습니다. ${name} 머신을 잠근 사람: ${whose}, 소유자: ${owner}.`,
    someone: '클라우드에서 직접 잠근 사람',
  },
});

export default defineCommand({
  name: 'vm unlock',
  about: (l) => say(l).about,
  permission: 'vm:unlock',
  others: 'vm:unlock-others',
  danger: 'changes',
  examples: ['vm unlock gpu-work-1'],
  args: { machine: text((l) => say(l).machine, { bare: true, also: ['name'], suggest: machineNames }) },
  async run({ machine: typed }, turn) {
    const { cloud, now } = turn;
    need(cloud, 'marks');
    const machine = await chooseMachine(turn, typed, 'vm unlock', 'waiting');
    const { id, name } = machine;
    const lock = lockOn(machine, now);
    if (!lock) throw new Failure('conflict', (l) => say(l).open(name));
    await refuseStranger(turn, machine, lock);
    return turn.start(unlockMachine, { cloud: cloud.name, machine: id, name, was: lock });
  },
});

/** Whoever locked it, whose machine it is, and whom the policy lets do it for others. */
async function refuseStranger(turn: Turn, { name, stamp }: Machine, lock: Lock): Promise<void> {
  if (lock.by === turn.who.id || stamp?.owner === turn.who.id) return;
  const hint = turn.othersRefusal();
  if (!hint) return;
  const owner = stamp && stamp.owner !== lock.by ? await turn.nameOf(stamp.owner) : undefined;
  throw new Failure(
    'denied',
    (l) => {
      const whose = lock.name || lock.by || say(l).someone;
      return owner === undefined ? say(l).not(name, whose) : say(l).notNor(name, whose, owner);
    },
    { hint },
  );
}
