import { defineOperation, phrases } from '#kit';
import { keepIp } from './keep-ip.ts';
import { planMachineRemoval } from './order-removal.ts';
import { releaseAddresses } from './release-addresses.ts';
import { askFor30Minutes, changedSince, countsOf, removalBlocks, removalQuestion } from './removal.ts';
import { goneEnding } from './remove-machine-ending.ts';
import { type HeldDisk, type RemovedMachine, type RemoveMachine, removeMachineInput } from './remove-machine-input.ts';
import { there } from './things.ts';

const say = phrases({
  en: {
    confirm: 'Asked',
    address: 'Address released',
    machine: 'Machine removed',
    gone: 'Gone',
    none: 'none left',
    title: (name: string) => `Stopping ${name}`,
    failed: (name: string) => `${name} was not stopped`,
  },
  ru: {
    confirm: 'Подтверждение',
    address: 'Адрес освобождён',
    machine: 'Машина удалена',
    gone: 'Исчезла',
    none: 'уже нет',
    title: (name) => `Останавливаю ${name}`,
    failed: (name) => `${name} не остановлена`,
  },
  ko: {
    confirm: '확인',
    address: '주소 반납',
    machine: '머신 삭제',
    gone: '사라짐',
    none: '남은 주소 없음',
    title: (name) => `${name} 중지 중`,
    failed: (name) => `${name} 머신을 중지하지 못했습니다`,
  },
});

type Stopping = 'confirm' | 'address' | 'machine' | 'gone';

/** Releases what a machine holds by the hour and removes it; its disks stay. */
export const removeMachine = defineOperation<RemoveMachine, RemovedMachine, Stopping>({
  name: 'machine.remove',
  input: removeMachineInput,
  outline: {
    confirm: (l) => say(l).confirm,
    address: (l) => say(l).address,
    machine: (l) => say(l).machine,
    gone: (l) => say(l).gone,
  },
  skips: ({ ask, release }) => [...(ask ? [] : (['confirm'] as const)), ...(release ? [] : (['address'] as const))],
  makes: 'nothing',
  undoes: [],
  finals: () => ['address', 'machine'],
  about: ({ cloud, machine, name, died }) => [
    ...there(cloud, 'machine', { id: machine, name }),
    ...died.flatMap((disk) => there(cloud, 'disk', disk)),
  ],
  toggles: { keepIp },
  disturbs: ({ cloud, machine }) => [{ cloud, machine }],
  likeness: ({ cloud }) => `gpu stop ${cloud}`,

  async run(op, found, world) {
    const cloud = world.cloud(found.cloud);
    const { machine, release } = found;
    const order = found.ask
      ? await op.agree('confirm', {
          shape: removeMachineInput,
          found,
          async anew({ signal }) {
            const there = await cloud.get(machine, signal);
            return there ? planMachineRemoval(cloud, there, release, signal) : found;
          },
          counts: ({ plan, ips, kept, died }) => ({ ...countsOf(plan), ips, kept: ids(kept), died: ids(died) }),
          atMost: askFor30Minutes,
        })
      : found;
    const released = release
      ? await op.step('address', {
          final: true,
          do: ({ signal }) => releaseAddresses(cloud, machine, order.ips, signal),
          note: (ips) => (l) => ips.join(', ') || say(l).none,
        })
      : [];
    await op.step('machine', { final: true, do: ({ signal }) => cloud.remove(machine, signal) });
    await op.until('gone', async ({ signal }) => ((await cloud.get(machine, signal)) ? undefined : true), {
      every: 3_000,
      atMost: 5 * 60_000,
    });
    return { machine, released, ...(found.ask ? { order } : {}) };
  },

  tell: {
    title: ({ name }, l) => say(l).title(name),
    about: ({ plan }, l, asked) => removalBlocks(orderAsked(asked)?.plan ?? plan, l),
    // How long it ran is known from the beginning only.
    done: (gone, input, l) => goneEnding(gone, { ...input, ...gone.order }, l),
    failed: ({ name }, l) => say(l).failed(name),
    question(_, asked, { name, plan }, l, before) {
      const was = before && { plan: orderAsked(before.asked)?.plan, at: before.at };
      return removalQuestion(name, l, changedSince(orderAsked(asked)?.plan ?? plan, was, l));
    },
  },
});

const ids = (disks: readonly HeldDisk[]): readonly string[] => disks.map(({ id }) => id);

const orderAsked = (asked: unknown): RemoveMachine | undefined => removeMachineInput.safeParse(asked).data;
