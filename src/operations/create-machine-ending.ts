import { type Block, type Button, type Ending, type Locale, phrases } from '#kit';
import { costLine, untilLine } from './create-machine-about.ts';
import type { CreatedMachine, CreateMachine } from './create-machine-input.ts';

const say = phrases({
  en: {
    ready: (name: string) => `${name} is ready`,
    ping: (name: string, ip: string) => `${name} is ready: ${ip}`,
    ip: '',
    noIp: (address: string) => `IP: not allocated; private ${address}`,
    privateIp: 'Private address',
    none: 'none yet',
    silent: 'It runs, but does not answer on SSH yet; the first start of an image can take a few minutes.',
    next: 'Next: set the machine up, save its disk as an image, start GPU machines from that image, and stop this one.',
    stop: 'Stop',
    save: 'Save as image',
    all: 'Save, download, clean up',
    inventory: 'Inventory for Ansible',
  },
  ru: {
    ready: (name) => `VM создана: ${name}`,
    ping: (name, ip) => `${name} готова: ${ip}`,
    ip: 'IP: ',
    noIp: (address) => `IP: не выделен; внутренний ${address}`,
    privateIp: 'Внутренний адрес',
    none: 'пока нет',
    silent: 'Машина работает, но по SSH пока не отвечает: первый запуск образа занимает до нескольких минут.',
    next: 'Дальше: настройте машину, сохраните её диск как образ, запускайте GPU-машины из него, а эту остановите.',
    stop: 'Остановить',
    save: 'Сохранить как образ',
    all: 'Сохранить, скачать, убрать',
    inventory: 'Инвентарь для Ansible',
  },
  ko: {
    ready: (name) => `${name} 준비 완료`,
    ping: (name, ip) => `${name} 준비 완료: ${ip}`,
    ip: '',
    noIp: (address) => `IP: 할당 안 됨, 사설 ${address}`,
    privateIp: '사설 주소',
    none: '아직 없음',
    silent: '실행 중이지만 아직 SSH에 응답하지 않습니다. 이미지를 처음 시작할 때는 몇 분 걸릴 수 있습니다.',
    next: '다음: 머신을 설정하고, 디스크를 이미지로 저장하고, 그 이미지로 GPU 머신을 시작한 뒤 이 머신을 중지하세요.',
    stop: '중지',
    save: '이미지로 저장',
    all: '저장, 다운로드, 정리',
    inventory: 'Ansible 인벤토리',
  },
});

/** The address alone, the line that logs in, what it costs, and what can be done with it. */
export const startedEnding = (value: CreatedMachine, input: CreateMachine, l: Locale): Ending => ({
  title: say(l).ready(input.name),
  blocks: [
    ...(value.ip === undefined ? inside(value, l) : reach(value.ip, value, input, l)),
    { kind: 'note', text: costLine(input, l) },
    ...(input.until ? ([{ kind: 'note', text: untilLine(input.until, l) }] as const) : []),
    ...(input.command === 'gpu setup' ? ([{ kind: 'text', text: say(l).next }] as const) : []),
  ],
  buttons: buttons(value, input, l),
  ping: say(l).ping(input.name, value.ip ?? value.privateIp ?? say(l).none),
});

function reach(ip: string, { privateIp, answers }: CreatedMachine, input: CreateMachine, l: Locale): readonly Block[] {
  return [
    ...(say(l).ip === '' ? [] : ([{ kind: 'text', text: `${say(l).ip}${ip}` }] as const)),
    { kind: 'code', code: ip },
    { kind: 'code', code: `ssh ${input.user}@${ip}` },
    ...(privateIp === undefined ? [] : ([{ kind: 'facts', facts: [[say(l).privateIp, privateIp]] }] as const)),
    ...(answers === false ? ([{ kind: 'note', text: say(l).silent }] as const) : []),
  ];
}

const inside = ({ privateIp }: CreatedMachine, l: Locale): readonly Block[] => [
  { kind: 'text', text: say(l).noIp(privateIp ?? say(l).none) },
];

function buttons({ machine, disk }: CreatedMachine, { cloud, command }: CreateMachine, l: Locale): readonly Button[] {
  const stop: Button = {
    label: say(l).stop,
    press: { command: 'gpu stop', args: { machine, cloud } },
    style: 'danger',
  };
  if (command === 'gpu start') return [stop];
  // Quiet: a system that is switched off first leaves a clean image.
  const save = { machine, cloud, quiet: 'true' };
  return [
    ...(disk === undefined
      ? []
      : [
          { label: say(l).save, press: { command: 'gpu save', args: save } },
          { label: say(l).all, press: { command: 'gpu save', args: { ...save, download: 'true', cleanup: 'true' } } },
        ]),
    { label: say(l).inventory, press: { command: 'inventory export', args: { format: 'ansible', cloud } } },
    stop,
  ];
}
