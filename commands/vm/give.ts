import {
  defineCommand,
  Failure,
  flavorOf,
  has,
  lockOn,
  lockWords,
  type Machine,
  need,
  phrases,
  priceOfMachine,
  said,
  type Turn,
  text,
} from '#kit';
import { chooseMachine } from '#operations/choose-machine.ts';
import { giveMachine } from '#operations/give-machine.ts';
import { machineNames } from '#operations/suggest.ts';

const say = phrases({
  en: {
    about: 'Hand a machine over to another person, with its disks and addresses',
    machine: 'Machine to give',
    to: 'Whom to: a mention, an id, or a name of HOIST_PEOPLE',
    nobodys: (name: string) => `${name} was not made by Hoist and belongs to nobody here, so it cannot be handed over.`,
    own: (name: string) => `${name} is yours already.`,
    theirs: (name: string, to: string) => `${name} is ${to}’s already.`,
    notYours: (name: string, owner: string) => `${name} belongs to ${owner}; only they can give it away.`,
    going: (name: string) => `${name} is being removed already.`,
  },
  ru: {
    about: 'Передать машину другому человеку вместе с её дисками и адресами',
    machine: 'Какую машину передать',
    to: 'Кому: упоминание, id или имя из HOIST_PEOPLE',
    nobodys: (name) => `${name} создана не через Hoist, владельца у неё здесь нет, поэтому передать её нельзя.`,
    own: (name) => `${name} и так ваша.`,
    theirs: (name, to) => `${name} уже принадлежит ${to}.`,
    notYours: (name, owner) => `Владелец ${name} — ${owner}; передать её может только владелец.`,
    going: (name) => `${name} уже удаляется.`,
  },
  ko: {
    about: '머신을 디스크, 주소와 함께 다른 사람에게 넘기기',
    machine: '넘길 머신',
    to: '받을 사람: 멘션, id 또는 HOIST_PEOPLE의 이름',
    nobodys: (name) => `Hoist가 만들지 않아 소유자가 없는 머신이므로 넘길 수 없습니다: ${name}.`,
    own: (name) => `이미 본인의 머신입니다: ${name}.`,
    theirs: (name, to) => `이미 ${to} 님의 머신입니다: ${name}.`,
    notYours: (name, owner) => `${name} 머신의 소유자는 ${owner} 님이며, 소유자만 넘길 수 있습니다.`,
    going: (name) => `이미 삭제되는 중입니다: ${name}.`,
  },
});

export default defineCommand({
  name: 'vm give',
  about: (l) => say(l).about,
  permission: 'vm:give',
  others: 'vm:give-others',
  danger: 'changes',
  examples: ['vm give gpu-work-1 @ann', 'vm give gpu-work-1 slack:T024BE7LD:U061F7AUR'],
  args: {
    machine: text((l) => say(l).machine, { bare: true, also: ['name'], suggest: machineNames }),
    to: text((l) => say(l).to, { bare: true, also: ['user'] }),
  },
  async run({ machine: typed, to: whom }, turn) {
    const { cloud, who } = turn;
    need(cloud, 'marks');
    const machine = await chooseMachine(turn, typed, 'vm give');
    const { name } = machine;
    const from = await ownerOf(turn, machine);
    const to = await turn.somebody(whom);
    if (to.id === from) {
      throw new Failure('conflict', (l) => (from === who.id ? say(l).own(name) : say(l).theirs(name, to.name)));
    }
    const things = await belongingTo(turn, machine, from);
    return turn.start(giveMachine, {
      ...{ cloud: cloud.name, machine: machine.id, name, from, by: who.name },
      to: { ...to, ids: [...to.ids] },
      ...things,
      ...(await weightOf(turn, machine)),
    });
  },
});

/** Whose it is now, where whoever speaks may give it away. */
async function ownerOf(turn: Turn, { name, stamp, state }: Machine): Promise<string> {
  if (!stamp?.owner) throw new Failure('conflict', (l) => say(l).nobodys(name));
  if (state === 'removing') throw new Failure('conflict', (l) => say(l).going(name));
  if (stamp.owner === turn.who.id) return stamp.owner;
  const hint = turn.othersRefusal();
  if (hint) {
    const owner = await turn.nameOf(stamp.owner);
    throw new Failure('denied', (l) => say(l).notYours(name, owner), { hint });
  }
  return stamp.owner;
}

/** What of the same owner hangs on it. */
async function belongingTo({ cloud, signal }: Turn, machine: Machine, owner: string) {
  const disks = has(cloud, 'disks')
    ? await Promise.all(machine.disks.map((id) => need(cloud, 'disks').get(id, signal)))
    : [];
  const addresses = has(cloud, 'addresses') ? await need(cloud, 'addresses').of(machine.id, signal) : [];
  return {
    disks: disks.flatMap((disk) => (disk?.stamp?.owner === owner ? [{ id: disk.id, name: disk.name }] : [])),
    addresses: addresses.flatMap(({ id, ip, stamp }) => (stamp?.owner === owner ? [{ id, ip }] : [])),
  };
}

/** What it takes of the quotas of whoever gets it, and the lock that stays on it. */
async function weightOf({ cloud, now, signal }: Turn, machine: Machine) {
  const rests = machine.state === 'parked' || machine.state === 'interrupted';
  const flavor = await flavorOf(cloud, machine, signal);
  const price = flavor && (await priceOfMachine(cloud, machine, flavor, signal));
  const left = Date.parse(machine.stamp?.lease ?? '') - now;
  const lock = lockOn(machine, now);
  return {
    gpus: rests ? 0 : (machine.flavor?.gpu?.count ?? 0),
    ...(price ? { price: rests ? { ...price, perHour: 0 } : price } : {}),
    ...(left > 0 ? { lasting: left } : {}),
    ...(lock ? { locked: said((l) => lockWords(lock, l)) } : {}),
  };
}
