import { defineCommand, oneOf, phrases } from '#kit';
import { formats, inventoryFile, reachable } from '#operations/inventory.ts';
import { machinesOf } from '#operations/names.ts';

const say = phrases({
  en: {
    about: 'The running machines as an Ansible, INI or ssh file',
    format: 'Kind of file',
    title: (format: string, where: string) => `Inventory of ${where} · ${format}`,
  },
  ru: {
    about: 'Работающие машины файлом для Ansible, INI или ssh',
    format: 'Вид файла',
    title: (format, where) => `Инвентарь ${where} · ${format}`,
  },
  ko: {
    about: '실행 중인 머신을 Ansible, INI, ssh 파일로 내보내기',
    format: '파일 형식',
    title: (format, where) => `${where} 인벤토리 · ${format}`,
  },
});

export default defineCommand({
  name: 'inventory export',
  about: (l) => say(l).about,
  permission: 'inventory:show',
  danger: 'reads',
  examples: ['inventory export', 'inventory export ini', 'inventory export ssh-config'],
  args: { format: oneOf((l) => say(l).format, formats, { bare: true, or: 'ansible' }) },
  async run({ format }, turn) {
    const { cloud, locale, signal } = turn;
    const machines = reachable(await machinesOf(cloud, signal), cloud.about.defaults.login);
    const file = inventoryFile(format, machines, cloud.name);
    const blocks = [{ kind: 'code', code: file.trimEnd() }] as const;
    return turn.say({ title: say(locale).title(format, cloud.name), tone: 'plain', blocks }, { format, file });
  },
});
