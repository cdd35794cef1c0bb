import { type Cloud, Failure, type Machine, type MachineId, type MachineState, need, phrases } from '#kit';

const say = phrases({
  en: { between: (name: string, word: string) => `${name} is between two states: ${word}.` },
  ru: { between: (name, word) => `${name} меняет состояние: ${word}.` },
  ko: { between: (name, word) => `${name}의 상태가 바뀌는 중입니다: ${word}.` },
});

const settled: readonly MachineState[] = ['on', 'off', 'parked', 'interrupted'];

/** Puts a machine back to where it was before. One on its way can only be turned when it has arrived. */
export async function takeBackParking(cloud: Cloud, id: MachineId, to: 'on' | 'parked', signal: AbortSignal) {
  const machine = await cloud.get(id, signal);
  if (!machine) return;
  const { state } = machine;
  if (machine.changing || !settled.includes(state)) throw betweenStates(machine);
  const rests = state === 'parked' || state === 'interrupted';
  const parking = need(cloud, 'parking');
  if (to === 'on' && rests) await parking.unpark(id, signal);
  // A spot machine that rests without Hoist's mark counts as interrupted: parking it again only sets the mark.
  if (to === 'parked' && state !== 'parked') await parking.park(id, signal);
}

/** It can only be turned when it has arrived where it is going. */
export const betweenStates = ({ name, word }: Machine): Failure =>
  new Failure('conflict', (l) => say(l).between(name, word), { again: true, after: 3_000 });
