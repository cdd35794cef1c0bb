import { defineCommand, Failure, flavorOf, type MachineState, maybe, need, phrases, priceOfMachine } from '#kit';
import { chooseMachine } from '#operations/choose-machine.ts';
import { askForOneOf } from '#operations/machine-form.ts';
import { machineNames } from '#operations/suggest.ts';
import { unparkMachine } from '#operations/unpark-machine.ts';

const say = phrases({
  en: {
    about: 'Bring a parked or interrupted machine back',
    machine: 'Machine to bring back',
    wrong: (name: string, word: string) => `${name} is not parked: ${word}.`,
  },
  ru: {
    about: 'Вернуть припаркованную или прерванную машину',
    machine: 'Какую машину вернуть',
    wrong: (name, word) => `${name} не припаркована: ${word}.`,
  },
  ko: {
    about: '보관되거나 중단된 머신을 다시 켭니다',
    machine: '다시 켤 머신',
    wrong: (name, word) => `${name} 머신은 보관 상태가 아닙니다: ${word}.`,
  },
});

const states: readonly MachineState[] = ['parked', 'interrupted'];

export default defineCommand({
  name: 'gpu unpark',
  about: (l) => say(l).about,
  permission: 'gpu:unpark',
  danger: 'changes',
  examples: ['gpu unpark gpu-work-1'],
  args: { machine: maybe((l) => say(l).machine, { bare: true, also: ['name'], suggest: machineNames }) },
  async run({ machine: typed }, turn) {
    const { cloud, signal } = turn;
    need(cloud, 'parking');
    if (typed === undefined) return askForOneOf(turn, states);
    const machine = await chooseMachine(turn, typed, 'gpu unpark');
    const { id, name, word, state } = machine;
    if (!states.includes(state)) throw new Failure('conflict', (l) => say(l).wrong(name, word));
    const flavor = await flavorOf(cloud, machine, signal);
    const price = flavor && (await priceOfMachine(cloud, machine, flavor, signal));
    const gpus = machine.flavor?.gpu?.count ?? 0;
    const owner = machine.stamp?.owner;
    return turn.start(unparkMachine, {
      ...{ cloud: cloud.name, machine: id, name, gpus },
      ...(owner === undefined ? {} : { owner }),
      ...(price ? { price } : {}),
    });
  },
});
