import { z } from 'zod';
import { defineOperation, type NetworkPart, need, networkParts, phrases } from '#kit';
import { partWords } from './network-words.ts';
import { networkOf } from './things.ts';

const say = phrases({
  en: {
    title: (where: string) => `Setting up the network in ${where}`,
    once: 'Done once; what is there already stays as it is.',
    open: 'SSH (port 22) and ping will be let in from anywhere.',
    there: (name: string) => `${name}, already there`,
    done: (where: string) => `The network in ${where} is ready`,
    all: 'All of it was there already.',
    made: (names: string) => `Made: ${names}.`,
    failed: (where: string) => `The network in ${where} was not set up`,
    start: 'Start a machine',
    info: 'Show the network',
  },
  ru: {
    title: (where) => `Настраиваю сеть в ${where}`,
    once: 'Делается один раз; то, что уже есть, не меняется.',
    open: 'SSH (порт 22) и ping будут разрешены отовсюду.',
    there: (name) => `${name}, уже есть`,
    done: (where) => `Сеть в ${where} готова`,
    all: 'Всё уже было на месте.',
    made: (names) => `Создано: ${names}.`,
    failed: (where) => `Сеть в ${where} не настроена`,
    start: 'Запустить машину',
    info: 'Показать сеть',
  },
  ko: {
    title: (where) => `${where} 네트워크 설정 중`,
    once: '한 번만 하면 됩니다. 이미 있는 것은 그대로 둡니다.',
    open: 'SSH(22번 포트)와 ping을 모든 곳에서 허용합니다.',
    there: (name) => `${name}, 이미 있음`,
    done: (where) => `${where} 네트워크 준비 완료`,
    all: '모두 이미 있었습니다.',
    made: (names) => `생성: ${names}.`,
    failed: (where) => `${where} 네트워크를 설정하지 못했습니다`,
    start: '머신 시작',
    info: '네트워크 보기',
  },
});

const input = z.object({ cloud: z.string(), parts: z.array(z.enum(networkParts)) });
type Input = z.infer<typeof input>;
interface Ready {
  readonly made: readonly NetworkPart[];
}

/** Makes every part of the machines' network that is missing, each by its key; what was there is left alone. */
export const setupNetwork = defineOperation<Input, Ready, NetworkPart>({
  name: 'network.setup',
  input,
  outline: {
    network: (l) => partWords(l).network,
    subnet: (l) => partWords(l).subnet,
    router: (l) => partWords(l).router,
    link: (l) => partWords(l).link,
    firewall: (l) => partWords(l).firewall,
    rules: (l) => partWords(l).rules,
  },
  skips: ({ parts }) => networkParts.filter((part) => !parts.includes(part)),
  about: ({ cloud }) => networkOf(cloud),
  likeness: ({ cloud }) => `net setup ${cloud}`,

  async run(op, { cloud, parts }, world) {
    const networks = need(world.cloud(cloud), 'networks');
    const made: NetworkPart[] = [];
    for (const part of parts) {
      const there = await op.step(part, {
        do: ({ key, signal }) => networks.ensure(part, key, signal),
        undo: ({ key, signal }) => networks.remove(part, key, signal),
        note:
          ({ name, made }) =>
          (l) =>
            made ? name : say(l).there(name),
      });
      if (there.made) made.push(part);
    }
    return { made };
  },

  tell: {
    title: ({ cloud }, l) => say(l).title(cloud),
    about: ({ parts }, l) => [
      { kind: 'note', text: say(l).once },
      ...(parts.includes('rules') ? ([{ kind: 'note', text: say(l).open }] as const) : []),
    ],
    done: ({ made }, { cloud }, l) => ({
      title: say(l).done(cloud),
      blocks: [
        {
          kind: 'text',
          text: made.length === 0 ? say(l).all : say(l).made(made.map((part) => partWords(l)[part]).join(', ')),
        },
      ],
      buttons: [
        { label: say(l).start, press: { command: 'gpu start', args: { cloud } } },
        { label: say(l).info, press: { command: 'net info', args: { cloud } } },
      ],
      ping: say(l).done(cloud),
    }),
    failed: ({ cloud }, l) => say(l).failed(cloud),
  },
});
