import { type Cloud, Failure, need, phrases, type Steps, said } from '#kit';
import { letGo, specOf, takeBackImage } from './image-making.ts';
import type { SaveMachine } from './save-machine-input.ts';
import type { Saving } from './save-machine-words.ts';

const say = phrases({
  en: {
    later: 'once the machine is gone: this cloud copies only free disks',
    stop: (name: string) => `Stop ${name}`,
  },
  ru: {
    later: 'когда машины уже не будет: это облако копирует только свободные диски',
    stop: (name) => `Остановить ${name}`,
  },
  ko: {
    later: '머신이 삭제된 뒤에. 이 클라우드는 쓰지 않는 디스크만 복사합니다',
    stop: (name) => `${name} 중지`,
  },
});

type Op = Steps<Saving>;

/** undefined where the cloud copies only disks that nobody holds, and the machine goes anyway: then it goes first. */
export const beginImage = (op: Op, cloud: Cloud, input: SaveMachine): Promise<string | undefined> =>
  op.step('image', {
    async do({ key, signal }) {
      // The machine keeps its disk even while it is off.
      const spec = { ...specOf(input, key), disk: input.disk.id, force: true };
      try {
        return (await need(cloud, 'imageStore').fromDisk(spec, key, signal)).id;
      } catch (error) {
        if (!(error instanceof Failure) || error.code !== 'unsupported') throw error;
        if (input.cleanup) return undefined;
        throw stopFirst(input, error);
      }
    },
    undo: (ref) => takeBackImage(cloud, ref),
    undoAtMost: letGo,
    note: (image) => (l) => (image === undefined ? say(l).later : ''),
  });

/** Of the same disk, once its machine is gone. */
export const beginFreed = (op: Op, cloud: Cloud, input: SaveMachine): Promise<string> =>
  op.step('free', {
    async do({ key, signal }) {
      const spec = { ...specOf(input, key), disk: input.disk.id, force: false };
      return (await need(cloud, 'imageStore').fromDisk(spec, key, signal)).id;
    },
    undo: (ref) => takeBackImage(cloud, ref),
    undoAtMost: letGo,
  });

const stopFirst = ({ machine, machineName, cloud }: SaveMachine, cause: Failure): Failure =>
  new Failure('unsupported', cause.phrase, {
    cause,
    ...(cause.hint ? { hint: cause.hint } : {}),
    next: [{ label: said((l) => say(l).stop(machineName)), press: { command: 'gpu stop', args: { machine, cloud } } }],
  });
