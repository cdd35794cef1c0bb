import { defineCommand, need, phrases } from '#kit';
import { machineNamesById } from '#operations/disk-choice.ts';
import { diskTable, priced } from '#operations/disk-table.ts';

const say = phrases({
  en: { about: 'Disks: state, size, who uses them, what they cost' },
  ru: { about: 'Диски: состояние, размер, кем заняты, сколько стоят' },
  ko: { about: '디스크: 상태, 크기, 사용 머신, 비용' },
});

export default defineCommand({
  name: 'disk list',
  about: (l) => say(l).about,
  permission: 'disk:list',
  danger: 'reads',
  examples: ['disk list'],
  args: {},
  async run(_, { cloud, signal, locale, now, ...turn }) {
    const found = await Array.fromAsync(need(cloud, 'disks').list(signal));
    const [disks, machines] = await Promise.all([priced(cloud, found, signal), machineNamesById(cloud, signal)]);
    return turn.say(diskTable({ cloud, disks, machines, now }, locale), disks);
  },
});
