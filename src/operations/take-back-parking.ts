import { type Cloud, Failure, type Machine, type MachineId, type MachineState, need, phrases } from '#kit';

const say = phrases({
  en: {
    between: (name: string, word: string) => `${name} is between two states: ${word}.`,
    notYet: (name: string, word: string) => `${name} is not as it was yet: ${word}.`,
  },
  ru: {
    between: (name, word) => `${name} меняет состояние: ${word}.`,
    notYet: (name, word) => `${name} ещё не в прежнем состоянии: ${word}.`,
  },
  ko: {
    between: (name, word) => `${name}의 상태가 바뀌는 중입니다: ${word}.`,
    notYet: (name, word) => `${name} 머신이 아직 이전 상태로 돌아가지 않았습니다: ${word}.`,
  },
});

const settled: readonly MachineState[] = ['on', 'off', 'parked', 'interrupted'];
const resting: readonly MachineState[] = ['parked', 'interrupted'];

type Before = 'on' | 'off' | 'parked';

/** Puts a machine back to where it was before. One on its way can only be turned when it has arrived. */
export async function takeBackParking(cloud: Cloud, id: MachineId, to: Before, signal: AbortSignal): Promise<void> {
  const machine = await cloud.get(id, signal);
  if (!machine || arrived(machine, to)) return;
  if (machine.changing || !settled.includes(machine.state)) throw betweenStates(machine);
  await turn(cloud, machine, to, signal);
  // That the cloud accepted is not enough: it may find no place, and what was off comes back on.
  const now = await cloud.get(id, signal);
  if (now && !arrived(now, to)) throw notYet(now);
}

async function turn(cloud: Cloud, { id, state }: Machine, to: Before, signal: AbortSignal): Promise<void> {
  if (to === 'parked') await need(cloud, 'parking').park(id, signal);
  else if (resting.includes(state)) await need(cloud, 'parking').unpark(id, signal);
  else await cloud.power(id, 'off', signal);
}

/** What a person switched off since is left off; a spot machine that rests cannot be made to rest in another way. */
const arrived = ({ state, changing }: Machine, to: Before): boolean =>
  !changing && (to === 'parked' ? resting.includes(state) : state === to || (to === 'on' && state === 'off'));

/** It can only be turned when it has arrived where it is going. */
export const betweenStates = ({ name, word }: Machine): Failure =>
  new Failure('conflict', (l) => say(l).between(name, word), { again: true, after: 3_000 });

const notYet = ({ name, word }: Machine): Failure =>
  new Failure('conflict', (l) => say(l).notYet(name, word), { again: true, after: 3_000 });
