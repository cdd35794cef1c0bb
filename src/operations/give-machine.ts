import { z } from 'zod';
import { type Block, type Cloud, defineOperation, Failure, need, type Phrase, phrases, type Stamped } from '#kit';
import { price } from './price.ts';
import { there } from './things.ts';

const say = phrases({
  en: {
    machine: 'Machine handed over',
    disks: 'Disks handed over',
    addresses: 'Addresses handed over',
    title: (name: string, to: string) => `Giving ${name} to ${to}`,
    done: (name: string, to: string) => `${name} is ${to}’s now`,
    ping: (name: string, by: string) => `${name} is yours now: ${by} gave it to you`,
    failed: (name: string, to: string) => `${name} was not given to ${to}`,
    disk: (name: string) => `disk ${name}`,
    address: (ip: string) => `address ${ip}`,
    with: (things: string) => `With it: ${things}.`,
    alone: 'Nothing else goes with it.',
    counts: (to: string) => `From now on it counts for ${to}, who can stop it and hand it on.`,
    locked: (words: string) => `It stays locked ${words}.`,
    gone: (name: string) => `${name} is not there any more.`,
    other: (name: string) => `${name} belongs to somebody else meanwhile.`,
    stands: (name: string, to: string) => `It is ${to}’s now, who can hand it back: vm give ${name}.`,
    list: 'Show machines',
  },
  ru: {
    machine: 'Машина передана',
    disks: 'Диски переданы',
    addresses: 'Адреса переданы',
    title: (name, to) => `Передаю ${name}: ${to}`,
    done: (name, to) => `Теперь ${name} — у ${to}`,
    ping: (name, by) => `${name} теперь ваша: передал(а) ${by}`,
    failed: (name, to) => `${name} не передана: ${to}`,
    disk: (name) => `диск ${name}`,
    address: (ip) => `адрес ${ip}`,
    with: (things) => `Вместе с ней: ${things}.`,
    alone: 'Больше с ней ничего не передаётся.',
    counts: (to) => `С этого момента машину учитывают за ${to}; остановить и передать дальше её может новый владелец.`,
    locked: (words) => `Замок остаётся ${words}.`,
    gone: (name) => `${name} уже нет.`,
    other: (name) => `${name} тем временем перешла к кому-то другому.`,
    stands: (name, to) => `Теперь владелец — ${to}; вернуть её можно так: vm give ${name}.`,
    list: 'Показать машины',
  },
  ko: {
    machine: '머신 넘김',
    disks: '디스크 넘김',
    addresses: '주소 넘김',
    title: (name, to) => `${to} 님에게 ${name} 넘기는 중`,
    done: (name, to) => `이제 ${to} 님의 머신입니다: ${name}`,
    ping: (name, by) => `이제 본인의 머신입니다: ${name}. 넘긴 사람: ${by}`,
    failed: (name, to) => `${to} 님에게 ${name} 머신을 넘기지 못했습니다`,
    disk: (name) => `디스크 ${name}`,
    address: (ip) => `주소 ${ip}`,
    with: (things) => `함께 넘기는 항목: ${things}.`,
    alone: '함께 넘기는 항목은 없습니다.',
    counts: (to) => `이제부터 ${to} 님의 몫으로 계산되며, 중지하거나 다시 넘길 수 있습니다.`,
    locked: (words) => `잠금은 유지됩니다. ${words}`,
    gone: (name) => `더 이상 없는 머신입니다: ${name}.`,
    other: (name) => `그사이 다른 사람의 소유가 되었습니다: ${name}.`,
    stands: (name, to) => `이제 ${to} 님의 머신입니다. 되돌려 받으려면: vm give ${name}.`,
    list: '머신 보기',
  },
});

const said = z.object({ en: z.string(), ru: z.string(), ko: z.string() });

export const giveMachineInput = z.object({
  cloud: z.string(),
  machine: z.string(),
  name: z.string(),
  /** Whose it is. */
  from: z.string(),
  by: z.string(),
  to: z.object({ id: z.string(), name: z.string(), ids: z.array(z.string()) }),
  disks: z.array(z.object({ id: z.string(), name: z.string() })),
  addresses: z.array(z.object({ id: z.string(), ip: z.string() })),
  gpus: z.number(),
  price: price.exactOptional(),
  /** Milliseconds for which it is still needed. */
  lasting: z.number().exactOptional(),
  /** What its lock says. */
  locked: said.exactOptional(),
});
type Input = z.infer<typeof giveMachineInput>;

/** Writes another owner on a machine, and on what came with it. */
export const giveMachine = defineOperation<Input, { readonly machine: string }, 'machine' | 'disks' | 'addresses'>({
  name: 'machine.give',
  input: giveMachineInput,
  outline: { machine: (l) => say(l).machine, disks: (l) => say(l).disks, addresses: (l) => say(l).addresses },
  skips: ({ disks, addresses }) => [
    ...(disks.length > 0 ? [] : (['disks'] as const)),
    ...(addresses.length > 0 ? [] : (['addresses'] as const)),
  ],
  makes: 'nothing',
  about: ({ cloud, machine, name, disks }) => [
    ...there(cloud, 'machine', { id: machine, name }),
    ...disks.flatMap((disk) => there(cloud, 'disk', disk)),
  ],
  // Until the cloud says whose it is now, it is held for whoever gets it.
  holds: ({ machine, to, gpus, price, lasting }) => ({
    ...{ machines: 1, gpus, back: { machine, owner: to.id, name: to.name } },
    ...(price ? { price } : {}),
    ...(lasting === undefined ? {} : { lasting }),
  }),
  stands: ({ name, to }) => new Failure('conflict', (l) => say(l).stands(name, to.name)),
  likeness: ({ cloud }) => `vm give ${cloud}`,

  async run(op, input, world) {
    const cloud = world.cloud(input.cloud);
    const { machine, disks, addresses } = input;
    await op.step('machine', {
      async do({ signal }) {
        await refuseOther(cloud, input, signal);
        await own(cloud, [{ machine }], input.to.id, signal);
      },
      undo: async ({ signal }) => {
        const owner = (await cloud.get(machine, signal))?.stamp?.owner;
        if (owner === input.to.id) await own(cloud, [{ machine }], input.from, signal);
      },
      undoAtMost: 10 * 60_000,
    });
    if (disks.length > 0) {
      const things = disks.map(({ id }) => ({ disk: id }));
      await op.step('disks', {
        do: ({ signal }) => own(cloud, things, input.to.id, signal),
        undo: ({ signal }) => own(cloud, things, input.from, signal),
      });
    }
    if (addresses.length > 0) {
      const things = addresses.map(({ id }) => ({ address: id }));
      await op.step('addresses', {
        do: ({ signal }) => own(cloud, things, input.to.id, signal),
        undo: ({ signal }) => own(cloud, things, input.from, signal),
      });
    }
    return { machine };
  },

  tell: {
    title: ({ name, to }, l) => say(l).title(name, to.name),
    about: (input, l) => aboutIt(input, l),
    done: (_, input, l) => ({
      title: say(l).done(input.name, input.to.name),
      blocks: aboutIt(input, l),
      buttons: [{ label: say(l).list, press: { command: 'gpu list', args: { cloud: input.cloud } } }],
      ping: say(l).ping(input.name, input.by),
      calls: [{ name: input.to.name, ids: input.to.ids }],
    }),
    failed: ({ name, to }, l) => say(l).failed(name, to.name),
  },
});

function aboutIt({ disks, addresses, to, locked }: Input, l: Parameters<Phrase>[0]): readonly Block[] {
  const words = say(l);
  const things = [...disks.map(({ name }) => words.disk(name)), ...addresses.map(({ ip }) => words.address(ip))];
  return [
    { kind: 'text', text: things.length > 0 ? words.with(things.join(', ')) : words.alone },
    ...(locked ? ([{ kind: 'text', text: words.locked(locked[l]) }] as const) : []),
    { kind: 'note', text: words.counts(to.name) },
  ];
}

async function own(cloud: Cloud, things: readonly Stamped[], owner: string, signal: AbortSignal): Promise<void> {
  for (const thing of things) await need(cloud, 'marks').own(thing, owner, signal);
}

/** It may have been somebody else's for a moment between the words and now; the reply of an earlier try may be lost. */
async function refuseOther(cloud: Cloud, { machine, name, from, to }: Input, signal: AbortSignal): Promise<void> {
  const now = await cloud.get(machine, signal);
  if (!now) throw new Failure('not-found', (l) => say(l).gone(name));
  const owner = now.stamp?.owner;
  if (owner !== from && owner !== to.id) throw new Failure('conflict', (l) => say(l).other(name));
}
