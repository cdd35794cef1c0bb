import { type Cloud, Failure, type MachineId, need, phrases } from '#kit';

const say = phrases({
  en: { between: (name: string, word: string) => `${name} is between two states: ${word}.` },
  ru: { between: (name, word) => `${name} меняет состояние: ${word}.` },
  ko: { between: (name, word) => `${name}의 상태가 바뀌는 중입니다: ${word}.` },
});

/** Puts a machine back to where it rested or ran before. One on its way can only be turned when it has arrived. */
export async function takeBackParking(cloud: Cloud, id: MachineId, to: 'on' | 'parked', signal: AbortSignal) {
  const machine = await cloud.get(id, signal);
  if (!machine || machine.state === to) return;
  if (machine.state !== 'on' && machine.state !== 'parked' && machine.state !== 'interrupted') {
    throw new Failure('unavailable', (l) => say(l).between(machine.name, machine.word), { again: true, after: 15_000 });
  }
  const parking = need(cloud, 'parking');
  await (to === 'on' ? parking.unpark(id, signal) : parking.park(id, signal));
}
