import { z } from 'zod';
import { type DiskId, defineOperation, Failure, gigabytes, need, phrases, type Thing, verbatim } from '#kit';
import { startingAbout, startingTitle } from './create-machine-about.ts';
import { startedEnding } from './create-machine-ending.ts';
import { type CreatedMachine, type CreateMachine, createMachineInput } from './create-machine-input.ts';
import { diskReady, machineReady, makeDisk, newDisk, specOf } from './create-machine-steps.ts';
import { makeKey, takeBackKey } from './keypair.ts';
import { orNextBest } from './no-room.ts';
import { askFor30Minutes } from './removal.ts';
import { stampOf } from './stamp.ts';
import { patience, takeBackAddress, takeBackDisk, takeBackMachine } from './take-back.ts';
import { there, toBe } from './things.ts';

const say = phrases({
  en: {
    agreed: 'Agreed',
    yes: 'Start',
    no: 'Do not start',
    notStarted: 'Nothing was started.',
    key: 'Key',
    disk: 'Disk',
    filled: 'Image copied to the disk',
    machine: 'Machine',
    running: 'Running',
    address: 'Address',
    ssh: 'Answering on SSH',
    there: (name: string) => `${name}, already there`,
    silent: 'not answering on SSH yet',
    failed: (name: string) => `${name} did not start`,
  },
  ru: {
    agreed: 'Согласие',
    yes: 'Запустить',
    no: 'Не запускать',
    notStarted: 'Ничего не запущено.',
    key: 'Ключ',
    disk: 'Диск',
    filled: 'Образ скопирован на диск',
    machine: 'Машина',
    running: 'Работает',
    address: 'Адрес',
    ssh: 'Отвечает по SSH',
    there: (name) => `${name}, уже есть`,
    silent: 'по SSH пока не отвечает',
    failed: (name) => `${name} не запустилась`,
  },
  ko: {
    agreed: '승인',
    yes: '시작',
    no: '시작하지 않음',
    notStarted: '아무것도 시작하지 않았습니다.',
    key: '키',
    disk: '디스크',
    filled: '이미지를 디스크에 복사',
    machine: '머신',
    running: '실행',
    address: '주소',
    ssh: 'SSH 응답',
    there: (name) => `${name}, 이미 있음`,
    silent: '아직 SSH에 응답하지 않음',
    failed: (name) => `${name} 머신을 시작하지 못했습니다`,
  },
});

const consent = z.object({ yes: z.boolean() });

type Made = 'agreed' | 'key' | 'disk' | 'filled' | 'machine' | 'running' | 'address' | 'ssh';

/** A key where one is missing, a disk of its own, the machine, its address: what is asked for, or nothing. */
export const createMachine = defineOperation<CreateMachine, CreatedMachine, Made>({
  name: 'machine.create',
  input: createMachineInput,
  outline: {
    agreed: (l) => say(l).agreed,
    key: (l) => say(l).key,
    disk: (l) => say(l).disk,
    filled: (l) => say(l).filled,
    machine: (l) => say(l).machine,
    running: (l) => say(l).running,
    address: (l) => say(l).address,
    ssh: (l) => say(l).ssh,
  },
  skips: ({ asks, login, source, address, probe }) => [
    ...(asks ? [] : (['agreed'] as const)),
    ...(login.by === 'key' && login.make ? [] : (['key'] as const)),
    ...(newDisk(source) ? [] : (['disk', 'filled'] as const)),
    ...(address ? [] : (['address'] as const)),
    ...(address && probe ? [] : (['ssh'] as const)),
  ],
  undoes: ['key', 'disk', 'machine', 'address'],
  about: ({ cloud, name, source }) => [...toBe(cloud, 'machine', name), ...disksOf(cloud, source)],
  disturbs: ({ cloud }, made) => (made ? [{ cloud, machine: made.machine }] : []),
  holds: ({ flavor, price, until }) => ({
    machines: 1,
    gpus: flavor.gpu?.count ?? 0,
    ...(price ? { price } : {}),
    ...(until ? { lasting: until.lasting } : {}),
  }),
  under: (input, { lines, asks }) => ({
    ...input,
    ...(lines.length > 0 ? { quotas: [...lines] } : {}),
    ...(asks ? { asks } : {}),
  }),
  likeness: ({ command, cloud, source }) => `${command} ${cloud} ${source.name}`,

  async run(op, input, world) {
    const cloud = world.cloud(input.cloud);
    const { source, login } = input;

    if (input.asks) {
      const { yes } = await op.answer('agreed', { shape: consent, about: {}, atMost: askFor30Minutes });
      if (!yes) throw new Failure('cancelled', (l) => say(l).notStarted);
    }

    if (login.by === 'key' && login.make) {
      await op.step('key', {
        do: (ref) => makeKey(cloud, login.name, ref),
        undo: (ref) => takeBackKey(cloud, login.name, ref),
        note: (fresh) => (l) => (fresh ? login.name : say(l).there(login.name)),
      });
    }

    let disk: DiskId | undefined = source.from === 'disk' ? source.id : undefined;
    const wanted = newDisk(source);
    if (wanted) {
      const making = await op.step('disk', {
        do: ({ key, signal }) => makeDisk(cloud, input, wanted, key, signal),
        undo: (ref) => takeBackDisk(cloud, ref),
        undoAtMost: patience.disk,
        note: () => (l) => [gigabytes(wanted.size, l), wanted.type].filter((word) => word !== undefined).join(' '),
      });
      await op.until('filled', ({ signal }) => diskReady(cloud, making, signal), {
        every: 5_000,
        atMost: 90 * 60_000,
      });
      disk = making;
    }

    const machine = await op.step('machine', {
      do: ({ key, signal }) =>
        orNextBest(cloud, input, signal, async () => {
          const made = await cloud.create(specOf(cloud, input, disk, key), key, signal);
          return made.id;
        }),
      undo: (ref) => takeBackMachine(cloud, ref),
      undoAtMost: patience.machine,
    });
    const reached = await op.until('running', ({ signal }) => machineReady(cloud, input, machine, signal), {
      every: 5_000,
      atMost: 10 * 60_000,
    });
    const value = { machine, ...reached, ...(disk === undefined ? {} : { disk }) };
    if (!input.address) return value;

    const ip = await op.step('address', {
      do: async ({ key, signal }) =>
        (await need(cloud, 'addresses').give(machine, stampOf(input, key), key, signal)).ip,
      undo: (ref) => takeBackAddress(cloud, ref),
      note: verbatim,
    });
    if (!input.probe) return { ...value, ip };

    const answers = await op.until(
      'ssh',
      async ({ signal }) => (await need(cloud, 'guest').answers(ip, signal)) || undefined,
      {
        every: 5_000,
        atMost: 3 * 60_000,
        otherwise: (): boolean => false,
        note: (heard) => (l) => (heard ? '' : say(l).silent),
      },
    );
    return { ...value, ip, answers };
  },
  tell: {
    title: startingTitle,
    about: startingAbout,
    done: startedEnding,
    failed: (input, l) => say(l).failed(input.name),
    question: (_, __, { name }, l) => ({ blocks: [], yes: say(l).yes, no: say(l).no, word: name }),
  },
});

function disksOf(cloud: string, source: CreateMachine['source']): readonly Thing[] {
  if (source.from === 'disk') return there(cloud, 'disk', source);
  return source.disk ? toBe(cloud, 'disk', source.disk.name) : [];
}
