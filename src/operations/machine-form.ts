import { type Answer, has, type MachineState, phrases, type Turn } from '#kit';
import type { CreateMachine } from './create-machine-input.ts';
import { freshName, machinesOf } from './names.ts';
import { flavorChoices, freeDiskChoices, imageChoices, machineChoices } from './suggest.ts';

const say = phrases({
  en: {
    boot: 'An image makes a new disk each time; a disk keeps what was written to it. Choose one of the two.',
    flavor: 'No flavor is set for this, so choose one.',
    noMachine: (where: string) => `There is no machine in ${where} yet.`,
    noneFits: (where: string) => `No machine in ${where} is in a state for this.`,
    start: 'Start one',
  },
  ru: {
    boot: 'Из образа каждый раз создаётся новый диск; диск хранит записанное на него. Выберите одно из двух.',
    flavor: 'Конфигурация по умолчанию не задана, выберите её.',
    noMachine: (where) => `В ${where} пока нет ни одной машины.`,
    noneFits: (where) => `В ${where} нет машины, с которой это сейчас можно сделать.`,
    start: 'Запустить',
  },
  ko: {
    boot: '이미지는 매번 새 디스크를 만들고, 디스크는 기록한 내용을 유지합니다. 둘 중 하나를 고르세요.',
    flavor: '기본 사양이 설정되어 있지 않으니 하나 고르세요.',
    noMachine: (where) => `${where}에는 아직 머신이 없습니다.`,
    noneFits: (where) => `${where}에는 지금 이 작업을 할 수 있는 머신이 없습니다.`,
    start: '시작하기',
  },
});

type Asked = 'image' | 'disk' | 'flavor' | 'name' | 'for' | 'onDemand';

/** Asks for what is missing of a machine, with everything there is to choose from. */
export async function askForMachine(
  turn: Turn,
  command: CreateMachine['command'],
  asked: readonly Asked[],
): Promise<Answer> {
  const { cloud, signal, locale } = turn;
  const [images, disks, flavors, machines] = await Promise.all([
    cloud.images(signal),
    asked.includes('disk') ? freeDiskChoices(cloud, locale, signal) : [],
    flavorChoices(cloud, locale, signal, command === 'gpu start'),
    machinesOf(cloud, signal),
  ]);
  const { gpuFlavor, setupFlavor } = cloud.about.defaults;
  const flavor = command === 'gpu start' ? gpuFlavor : setupFlavor;
  const names = new Set(machines.map((machine) => machine.name));
  const prefix = command === 'gpu start' ? 'gpu-vm' : 'setup-vm';
  const note = asked.includes('disk') ? say(locale).boot : asked.includes('image') ? undefined : say(locale).flavor;
  return turn.askFor(
    asked.filter((name) => name !== 'onDemand' || has(cloud, 'spot')),
    {
      choices: { image: imageChoices(images, locale), disk: disks, flavor: flavors },
      ...(note === undefined ? {} : { note }),
      values: {
        name: freshName(prefix, turn.now, names),
        ...(flavor === undefined ? {} : { flavor }),
      },
    },
  );
}

/** The list of machines to choose from; a view where there is none. */
export async function askForOneOf(turn: Turn, states?: readonly MachineState[]): Promise<Answer> {
  const choices = await machineChoices(turn.cloud, turn.who.id, turn.signal, states);
  if (choices.length > 0) return turn.askFor(['machine'], { choices: { machine: choices } });
  const { locale } = turn;
  return turn.say({
    title: states ? say(locale).noneFits(turn.cloud.name) : say(locale).noMachine(turn.cloud.name),
    tone: 'plain',
    blocks: [],
    buttons: [{ label: say(locale).start, press: { command: 'gpu start', args: { cloud: turn.cloud.name } } }],
  });
}
