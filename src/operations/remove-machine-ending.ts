import { type Block, type Button, duration, type Ending, gigabytes, type Locale, phrases } from '#kit';
import { keptIps } from './keep-ip.ts';
import { hourly, monthly, spent } from './price.ts';
import type { HeldDisk, RemovedMachine, RemoveMachine } from './remove-machine-input.ts';

const say = phrases({
  en: {
    gone: (name: string) => `${name} is gone`,
    ran: (time: string) => `ran ${time}`,
    released: (ips: string) => `Address ${ips} released.`,
    keptIp: (ips: string) => `Address ${ips} is kept, and charged until it is released.`,
    kept: (name: string, size: string) => `Kept: disk ${name}, ${size}.`,
    keptAt: (name: string, size: string, hour: string, month: string) =>
      `Kept: disk ${name}, ${size}, ${hour} until deleted (${month}).`,
    died: (name: string, size: string) => `Gone with it: disk ${name}, ${size}.`,
    again: 'Start again from this disk',
    save: 'Save as image',
    remove: 'Delete the disk',
  },
  ru: {
    gone: (name) => `Машины ${name} больше нет`,
    ran: (time) => `проработала ${time}`,
    released: (ips) => `Адрес ${ips} освобождён.`,
    keptIp: (ips) => `Адрес ${ips} сохранён и оплачивается, пока его не освободят.`,
    kept: (name, size) => `Остался диск ${name}, ${size}.`,
    keptAt: (name, size, hour, month) => `Остался диск ${name}, ${size}: ${hour}, пока не удалён (${month}).`,
    died: (name, size) => `Вместе с ней удалён диск ${name}, ${size}.`,
    again: 'Запустить снова с этого диска',
    save: 'Сохранить как образ',
    remove: 'Удалить диск',
  },
  ko: {
    gone: (name) => `${name} 삭제됨`,
    ran: (time) => `${time} 실행`,
    released: (ips) => `주소를 반납했습니다: ${ips}.`,
    keptIp: (ips) => `유지되는 주소: ${ips}. 반납할 때까지 요금이 부과됩니다.`,
    kept: (name, size) => `유지: 디스크 ${name}, ${size}.`,
    keptAt: (name, size, hour, month) => `유지: 디스크 ${name}, ${size}, 삭제할 때까지 ${hour} (${month}).`,
    died: (name, size) => `함께 삭제됨: 디스크 ${name}, ${size}.`,
    again: '이 디스크로 다시 시작',
    save: '이미지로 저장',
    remove: '디스크 삭제',
  },
});

/** What went, what stays, and what that goes on costing. */
export function goneEnding({ released }: RemovedMachine, input: RemoveMachine, l: Locale): Ending {
  const { ran, price, name } = input;
  const time = ran === undefined ? '' : say(l).ran(duration(ran, l));
  const cost = ran === undefined || !price ? '' : spent({ ...price, estimate: true }, ran, l);
  const keptAddresses = input.release ? [] : input.ips;
  const life = [time, cost].filter((word) => word !== '').join(' ');
  return {
    title: [say(l).gone(name), life].filter((word) => word !== '').join(' · '),
    blocks: [
      ...(released.length > 0 ? [text(say(l).released(released.join(', ')))] : []),
      ...(keptAddresses.length > 0 ? [text(say(l).keptIp(keptAddresses.join(', ')))] : []),
      ...input.kept.map((disk) => text(keptLine(disk, l))),
      ...input.died.map((disk) => text(say(l).died(disk.name, gigabytes(disk.size, l)))),
    ],
    buttons: buttons(input, l),
    ...keptIps(keptAddresses, l),
    ping: say(l).gone(name),
  };
}

const text = (words: string): Block => ({ kind: 'text', text: words });

function keptLine({ name, size, price }: HeldDisk, l: Locale): string {
  if (!price) return say(l).kept(name, gigabytes(size, l));
  return say(l).keptAt(name, gigabytes(size, l), hourly(price, l), monthly(price, l));
}

function buttons({ kept, cloud }: RemoveMachine, l: Locale): readonly Button[] {
  const [disk] = kept;
  if (!disk) return [];
  const args = { disk: disk.id, cloud };
  return [
    { label: say(l).again, press: { command: 'gpu start', args } },
    { label: say(l).save, press: { command: 'image from-disk', args } },
    { label: say(l).remove, press: { command: 'disk delete', args }, style: 'danger' },
  ];
}
