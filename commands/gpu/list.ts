import { defineCommand, has, type Machine, phrases, pricesOfMachines } from '#kit';
import { machineBlocks } from '#operations/machine-table.ts';
import { machinesOf } from '#operations/names.ts';

const say = phrases({
  en: {
    about: 'Machines: whose, since when, where, and what they cost',
    title: (where: string) => `Machines in ${where}`,
    none: (where: string) => `There are no machines in ${where}.`,
    start: 'Start one',
  },
  ru: {
    about: 'Машины: чьи, с какого времени, где и сколько стоят',
    title: (where) => `Машины в ${where}`,
    none: (where) => `В ${where} машин нет.`,
    start: 'Запустить',
  },
  ko: {
    about: '머신 목록: 소유자, 시작 시각, 위치, 비용',
    title: (where) => `${where}의 머신`,
    none: (where) => `${where}에 머신이 없습니다.`,
    start: '시작하기',
  },
});

export default defineCommand({
  name: 'gpu list',
  about: (l) => say(l).about,
  permission: 'gpu:list',
  danger: 'reads',
  examples: ['gpu list'],
  args: {},
  async run(_, turn) {
    const { cloud, locale, who, now, signal } = turn;
    const mine = ({ stamp }: Machine) => stamp?.owner === who.id;
    const machines = [...(await machinesOf(cloud, signal))].sort(
      (a, b) => Number(mine(b)) - Number(mine(a)) || a.name.localeCompare(b.name),
    );
    if (machines.length === 0) {
      const start = { label: say(locale).start, press: { command: 'gpu start', args: { cloud: cloud.name } } };
      return turn.say({ title: say(locale).none(cloud.name), tone: 'plain', blocks: [], buttons: [start] }, []);
    }
    const priced = await Promise.all(
      (await pricesOfMachines(cloud, machines, signal)).map(async (one) => {
        const { stamp } = one.machine;
        return { ...one, mine: mine(one.machine), ...(stamp ? { owner: await turn.nameOf(stamp.owner) } : {}) };
      }),
    );
    const blocks = machineBlocks(priced, { locale, now, cloud: cloud.name, parking: has(cloud, 'parking') });
    const data = priced.map(({ machine, price }) => ({ ...machine, ...(price ? { price } : {}) }));
    return turn.say({ title: say(locale).title(cloud.name), tone: 'plain', blocks }, data);
  },
});
