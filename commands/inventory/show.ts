import { defineCommand, phrases } from '#kit';
import { formats, reachable } from '#operations/inventory.ts';
import { machinesOf } from '#operations/names.ts';

const say = phrases({
  en: {
    about: 'Machines that can be reached, as other tools would list them',
    title: (count: number, where: string) =>
      `${count === 1 ? '1 machine' : `${count} machines`} can be reached in ${where}`,
    name: 'Name',
    ip: 'Address',
    login: 'Login',
    as: (format: string) => `As ${format}`,
  },
  ru: {
    about: 'Доступные машины, как их перечислили бы другие инструменты',
    title: (count, where) => `Доступно машин в ${where}: ${count}`,
    name: 'Имя',
    ip: 'Адрес',
    login: 'Вход',
    as: (format) => `Как ${format}`,
  },
  ko: {
    about: '접속할 수 있는 머신 목록',
    title: (count, where) => `${where}에서 접속할 수 있는 머신 ${count}개`,
    name: '이름',
    ip: '주소',
    login: '로그인',
    as: (format) => `${format} 형식`,
  },
});

export default defineCommand({
  name: 'inventory show',
  about: (l) => say(l).about,
  permission: 'inventory:show',
  danger: 'reads',
  examples: ['inventory show', 'inventory show --json'],
  args: {},
  async run(_, turn) {
    const { cloud, locale, signal } = turn;
    const machines = reachable(await machinesOf(cloud, signal), cloud.about.defaults.login);
    return turn.say(
      {
        title: say(locale).title(machines.length, cloud.name),
        tone: 'plain',
        blocks: [
          {
            kind: 'table',
            columns: [{ name: say(locale).name }, { name: say(locale).ip }, { name: say(locale).login }],
            rows: machines.map(({ name, ip, user }) => ({ cells: [name, ip, `ssh ${user}@${ip}`] })),
          },
        ],
        buttons: formats.map((format) => ({
          label: say(locale).as(format),
          press: { command: 'inventory export', args: { format, cloud: cloud.name } },
        })),
      },
      machines,
    );
  },
});
