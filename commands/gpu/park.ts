import { defineCommand, Failure, flavorOf, type MachineState, maybe, need, phrases, priceOfMachine } from '#kit';
import { chooseMachine } from '#operations/choose-machine.ts';
import { askForOneOf } from '#operations/machine-form.ts';
import { parkMachine } from '#operations/park-machine.ts';
import { machineNames } from '#operations/suggest.ts';

const say = phrases({
  en: {
    about: 'Give a machine’s place back and stop paying for it; its disk stays',
    machine: 'Machine to park',
    wrong: (name: string, word: string) => `${name} cannot be parked now: ${word}.`,
  },
  ru: {
    about: 'Вернуть облаку место машины и не платить за него; диск останется',
    machine: 'Какую машину припарковать',
    wrong: (name, word) => `${name} сейчас нельзя припарковать: ${word}.`,
  },
  ko: {
    about: '머신의 자리를 반납해 요금을 멈춥니다. 디스크는 남습니다',
    machine: '보관할 머신',
    wrong: (name, word) => `${name} 머신을 지금 보관할 수 없습니다: ${word}.`,
  },
});

const states: readonly MachineState[] = ['on', 'off'];

export default defineCommand({
  name: 'gpu park',
  about: (l) => say(l).about,
  permission: 'gpu:park',
  danger: 'changes',
  examples: ['gpu park gpu-work-1'],
  args: { machine: maybe((l) => say(l).machine, { bare: true, also: ['name'], suggest: machineNames }) },
  async run({ machine: typed }, turn) {
    const { cloud, signal } = turn;
    need(cloud, 'parking');
    if (typed === undefined) return askForOneOf(turn, states);
    const machine = await chooseMachine(turn, typed, 'gpu park');
    const { id, name, word, state } = machine;
    if (!states.includes(state)) throw new Failure('conflict', (l) => say(l).wrong(name, word));
    const flavor = await flavorOf(cloud, machine, signal);
    const price = flavor && (await priceOfMachine(cloud, machine, flavor, signal));
    const power = state === 'off' ? 'off' : 'on';
    return turn.start(parkMachine, { cloud: cloud.name, machine: id, name, power, ...(price ? { price } : {}) });
  },
});
