import { z } from 'zod';
import { type Block, type Cloud, defineOperation, Failure, type Machine, need, phrases, said } from '#kit';
import { ipOf } from './machine-words.ts';
import { hourly, price } from './price.ts';
import { takeBackParking } from './take-back-parking.ts';
import { there } from './things.ts';

const say = phrases({
  en: {
    unpark: 'Place asked for',
    running: 'Running',
    title: (name: string) => `Bringing ${name} back`,
    costs: (price: string) => `Charged again from then on: ${price}.`,
    done: (name: string) => `${name} is back`,
    failed: (name: string) => `${name} stays parked`,
    full: (name: string) => `There is no free place for ${name} now. It stays parked, nothing of it is lost.`,
    cloudSaid: (words: string) => `The cloud said: ${words}`,
    again: 'Try again',
    broke: (name: string, words: string) => `The cloud could not bring ${name} back: ${words}`,
    noWords: 'it gave no reason',
    stop: 'Stop',
    park: 'Park',
  },
  ru: {
    unpark: 'Место запрошено',
    running: 'Работает',
    title: (name) => `Возвращаю ${name}`,
    costs: (price) => `С этого момента снова оплачивается: ${price}.`,
    done: (name) => `${name} снова работает`,
    failed: (name) => `${name} остаётся припаркованной`,
    full: (name) => `Сейчас для ${name} нет свободного места. Она остаётся припаркованной, ничего не потеряно.`,
    cloudSaid: (words) => `Ответ облака: ${words}`,
    again: 'Попробовать снова',
    broke: (name, words) => `Облако не смогло вернуть ${name}: ${words}`,
    noWords: 'причина не названа',
    stop: 'Остановить',
    park: 'Припарковать',
  },
  ko: {
    unpark: '자리 요청',
    running: '실행',
    title: (name) => `${name} 다시 켜는 중`,
    costs: (price) => `이때부터 다시 요금이 부과됩니다: ${price}.`,
    done: (name) => `${name} 다시 실행 중`,
    failed: (name) => `${name} 머신은 보관 상태로 남습니다`,
    full: (name) => `지금은 ${name} 머신을 둘 빈자리가 없습니다. 보관 상태로 남으며 잃은 것은 없습니다.`,
    cloudSaid: (words) => `클라우드의 응답: ${words}`,
    again: '다시 시도',
    broke: (name, words) => `클라우드가 ${name} 머신을 다시 켜지 못했습니다: ${words}`,
    noWords: '이유를 알려 주지 않았습니다',
    stop: '중지',
    park: '보관',
  },
});

const input = z.object({
  cloud: z.string(),
  machine: z.string(),
  name: z.string(),
  price: price.exactOptional(),
  gpus: z.number().exactOptional(),
  /** Whose it is, where a stamp says that. */
  owner: z.string().exactOptional(),
});
type Input = z.infer<typeof input>;
interface Back {
  readonly machine: string;
  readonly ip?: string;
}

/** Takes a place for a parked or interrupted machine. Without one it stays where it is. */
export const unparkMachine = defineOperation<Input, Back, 'unpark' | 'running'>({
  name: 'machine.unpark',
  input,
  outline: { unpark: (l) => say(l).unpark, running: (l) => say(l).running },
  makes: 'nothing',
  undoes: ['unpark'],
  about: ({ cloud, machine, name }) => there(cloud, 'machine', { id: machine, name }),
  // It is there, so that as a machine it counts already.
  holds: ({ machine, owner, gpus = 0, price }) => ({
    ...{ machines: 0, gpus, back: { machine, ...(owner === undefined ? {} : { owner }) } },
    ...(price ? { price } : {}),
  }),
  // It takes nothing from anybody to come back, but to be parked again.
  disturbs: ({ cloud, machine }, made) => (made ? [{ cloud, machine }] : []),
  likeness: ({ cloud }) => `gpu unpark ${cloud}`,

  async run(op, given, world) {
    const { machine } = given;
    const cloud = world.cloud(given.cloud);
    await op.step('unpark', {
      do: ({ signal }) => askForPlace(cloud, given, signal),
      undo: ({ signal }) => takeBackParking(cloud, machine, 'parked', signal),
      undoAtMost: 10 * 60_000,
    });
    return op.until('running', async ({ signal }) => back(await cloud.get(machine, signal), given), {
      every: 5_000,
      atMost: 10 * 60_000,
    });
  },

  tell: {
    title: ({ name }, l) => say(l).title(name),
    about: ({ price }, l) => (price ? [{ kind: 'note', text: say(l).costs(hourly(price, l)) }] : []),
    done: ({ ip }, { name, machine, cloud }, l) => ({
      title: say(l).done(name),
      blocks: ip === undefined ? [] : ([{ kind: 'code', code: ip }] satisfies Block[]),
      buttons: [
        { label: say(l).park, press: { command: 'gpu park', args: { machine, cloud } } },
        { label: say(l).stop, press: { command: 'gpu stop', args: { machine, cloud } }, style: 'danger' },
      ],
      ping: ip === undefined ? say(l).done(name) : `${say(l).done(name)}: ${ip}`,
    }),
    failed: ({ name }, l) => say(l).failed(name),
  },
});

async function askForPlace(cloud: Cloud, given: Input, signal: AbortSignal): Promise<void> {
  const there = await cloud.get(given.machine, signal);
  if (there?.state === 'on') return;
  try {
    await need(cloud, 'parking').unpark(given.machine, signal);
  } catch (error) {
    throw error instanceof Failure && error.code === 'no-capacity' ? full(given, error.message) : error;
  }
}

function back(machine: Machine | undefined, given: Input): Back | undefined {
  if (machine?.state === 'parked' || machine?.state === 'interrupted') throw full(given, machine.fault);
  if (machine?.state === 'failed') {
    const words = machine.fault;
    throw new Failure('unavailable', (l) => say(l).broke(given.name, words ?? say(l).noWords), { again: false });
  }
  if (machine?.state !== 'on') return undefined;
  const ip = ipOf(machine, 'public') ?? ipOf(machine, 'private');
  return { machine: machine.id, ...(ip === undefined ? {} : { ip }) };
}

const full = ({ name, machine, cloud }: Input, words: string | undefined): Failure =>
  new Failure('no-capacity', (l) => say(l).full(name), {
    again: false,
    ...(words === undefined ? {} : { hint: (l) => say(l).cloudSaid(words) }),
    next: [{ label: said((l) => say(l).again), press: { command: 'gpu unpark', args: { machine, cloud } } }],
  });
