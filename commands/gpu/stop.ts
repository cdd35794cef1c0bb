import { defineCommand, flag, maybe, phrases } from '#kit';
import { chooseMachine } from '#operations/choose-machine.ts';
import { keepIp } from '#operations/keep-ip.ts';
import { askForOneOf } from '#operations/machine-form.ts';
import { orderRemoval } from '#operations/order-removal.ts';
import { removeMachine } from '#operations/remove-machine.ts';
import { machineNames } from '#operations/suggest.ts';

const say = phrases({
  en: {
    about: 'Remove a machine and release its address; its disk stays',
    machine: 'Machine to stop',
  },
  ru: {
    about: 'Удалить машину и освободить её адрес; диск останется',
    machine: 'Какую машину остановить',
  },
  ko: {
    about: '머신을 삭제하고 주소를 반납합니다. 디스크는 남습니다',
    machine: '중지할 머신',
  },
});

export default defineCommand({
  name: 'gpu stop',
  about: (l) => say(l).about,
  permission: 'gpu:stop',
  danger: 'removes',
  examples: ['gpu stop', 'gpu stop gpu-work-1', 'gpu stop --name gpu-work-1 --keep-ip'],
  args: {
    machine: maybe((l) => say(l).machine, { bare: true, also: ['name'], suggest: machineNames }),
    keepIp: flag(keepIp.about),
  },
  async run({ machine: typed, keepIp: keeps }, turn) {
    if (typed === undefined) return askForOneOf(turn);
    const machine = await chooseMachine(turn, typed, 'gpu stop');
    return turn.start(removeMachine, await orderRemoval(turn, machine, !keeps));
  },
});
