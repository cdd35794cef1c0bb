import { type Cloud, defineOperation, Failure, need, type Plan, phrases, type Steps, verbatim } from '#kit';
import { copied, type MadeImage } from './image-making.ts';
import { imageToFile } from './image-to-file.ts';
import { keepIpOfSaved } from './keep-ip.ts';
import { planCleanup } from './plan-cleanup.ts';
import { releaseAddresses } from './release-addresses.ts';
import { askFor30Minutes, countsOf, type Removal, removal } from './removal.ts';
import { beginFreed, beginImage } from './save-machine-image.ts';
import { type SaveMachine, saveMachineInput } from './save-machine-input.ts';
import { type SavedMachine, type Saving, saveMachineOutline, tellSaveMachine } from './save-machine-words.ts';
import { betweenStates } from './take-back-parking.ts';
import { fileAt, there, toBe } from './things.ts';

const say = phrases({
  en: {
    changed: (name: string) => `${name} was turned on again while it was being saved.`,
    busy: (disk: string, word: string) => `Disk ${disk} is still busy: ${word}.`,
    taken: (disk: string) => `Disk ${disk} was given to another machine meanwhile.`,
    saveAgain: 'What is on it now may not be in the image, so nothing is removed. Save it again.',
  },
  ru: {
    changed: (name) => `${name} включили, пока она сохранялась.`,
    busy: (disk, word) => `Диск ${disk} ещё занят: ${word}.`,
    taken: (disk) => `Диск ${disk} тем временем отдали другой машине.`,
    saveAgain: 'Нынешнего содержимого может не быть в образе, поэтому ничего не удалено. Сохраните ещё раз.',
  },
  ko: {
    changed: (name) => `저장하는 동안 ${name} 머신이 다시 켜졌습니다.`,
    busy: (disk, word) => `${disk} 디스크가 아직 작업 중입니다: ${word}.`,
    taken: (disk) => `그사이 ${disk} 디스크가 다른 머신에 연결되었습니다.`,
    saveAgain: '지금 내용이 이미지에 없을 수 있어 아무것도 삭제하지 않았습니다. 다시 저장하세요.',
  },
});

type Op = Steps<Saving>;

/** An image of the machine's disk, a verified copy of it where one was asked for, and only then what goes. */
export const saveMachine = defineOperation<SaveMachine, SavedMachine, Saving>({
  name: 'machine.save',
  input: saveMachineInput,
  outline: saveMachineOutline,
  skips: ({ quiet, running, file, cleanup, release }) => [
    // Only where the cloud turns out to copy no disk that is held.
    'free',
    ...(cleanup ? [] : (['confirm', 'still', 'address', 'machine', 'gone', 'disk', 'diskGone'] as const)),
    ...(cleanup && !release ? (['address'] as const) : []),
    ...(quiet && running ? [] : (['off', 'quiet'] as const)),
    ...(quiet && running && !cleanup ? [] : (['on'] as const)),
    ...(file === undefined ? (['fetch', 'place'] as const) : []),
    ...(cleanup && file !== undefined ? [] : (['cloudImage'] as const)),
  ],
  finals: ({ over, cleanup }) => [
    ...(over ? (['place'] as const) : []),
    ...(cleanup ? (['address', 'machine', 'disk', 'cloudImage'] as const) : []),
  ],
  about: ({ cloud, machine, machineName, disk, name, file }) => [
    ...there(cloud, 'machine', { id: machine, name: machineName }),
    ...there(cloud, 'disk', disk),
    ...toBe(cloud, 'image', name),
    ...fileAt(file),
  ],
  disturbs: ({ cloud, machine, cleanup, quiet, running }, made) =>
    !made && (cleanup || (quiet && running)) ? [{ cloud, machine }] : [],
  toggles: { keepIp: keepIpOfSaved },
  likeness: ({ cloud, disk, file }) => `gpu save ${cloud} ${disk.name}${file === undefined ? '' : ' download'}`,

  async run(op, input, world) {
    const cloud = world.cloud(input.cloud);
    // Asked at once, so that the person can leave: what was agreed to happens only after everything is saved.
    const { cleanup } = input;
    const agreed = cleanup && (await op.agree('confirm', agreement(cloud, input, cleanup)));
    if (input.quiet && input.running) await shutDown(op, cloud, input.machine);
    const held = await beginImage(op, cloud, input);
    const early = agreed && held === undefined ? await removeSaved(op, cloud, input, agreed) : undefined;
    const made = await copied(op, cloud, held ?? (await beginFreed(op, cloud, input)), input.name);
    if (input.quiet && input.running && !input.cleanup) {
      await op.step('on', { do: ({ signal }) => switchOn(cloud, input.machine, signal) });
    }
    if (input.file !== undefined) {
      const { name, file, over } = input;
      await imageToFile(op, cloud, world, { image: made.image, name, file, over });
    }
    if (!agreed) return made;
    const gone = early ?? (await removeSaved(op, cloud, input, agreed));
    await cleanUp(op, cloud, input, made);
    return { ...made, gone };
  },
  tell: tellSaveMachine,
});

async function shutDown(op: Op, cloud: Cloud, machine: string): Promise<void> {
  await op.step('off', {
    async do({ signal }) {
      if ((await cloud.get(machine, signal))?.state === 'on') await cloud.power(machine, 'off', signal);
    },
    undo: ({ signal }) => switchOn(cloud, machine, signal),
    undoAtMost: 5 * 60_000,
  });
  await op.until(
    'quiet',
    async ({ signal }) => ((await cloud.get(machine, signal))?.state === 'on' ? undefined : true),
    { every: 3_000, atMost: 5 * 60_000 },
  );
}

async function switchOn(cloud: Cloud, machine: string, signal: AbortSignal): Promise<void> {
  const there = await cloud.get(machine, signal);
  // On its way down it still counts as on.
  if (there?.state === 'on' && there.changing) throw betweenStates(there);
  if (there?.state === 'off') await cloud.power(machine, 'on', signal);
}

/** What goes once all is saved, as it is now. A machine that is gone already takes nothing else with it. */
const agreement = (
  cloud: Cloud,
  { machine, disk, name, file, release }: SaveMachine,
  found: Removal,
): Plan<Removal> => ({
  shape: removal,
  found,
  async anew({ signal }) {
    const [there, boot] = await Promise.all([cloud.get(machine, signal), need(cloud, 'disks').get(disk.id, signal)]);
    return there && boot ? planCleanup(cloud, there, boot, { image: name, file, release }, signal) : found;
  },
  counts: countsOf,
  atMost: askFor30Minutes,
});

/** Hours may lie between the yes and what it was about: that is looked at once more before the first of it goes. */
async function removeSaved(op: Op, cloud: Cloud, input: SaveMachine, agreed: Removal): Promise<Removal> {
  const { machine, disk } = input;
  const disks = need(cloud, 'disks');
  const plan = agreement(cloud, input, agreed);
  const gone = await op.agree('still', {
    ...plan,
    given: true,
    async anew(ref) {
      await refuseChanged(cloud, input, ref.signal);
      return plan.anew(ref);
    },
  });
  if (input.release) {
    await op.step('address', {
      final: true,
      do: ({ signal }) => releaseAddresses(cloud, machine, [], signal),
      note: (ips) => verbatim(ips.join(', ')),
    });
  }
  await op.step('machine', { final: true, do: ({ signal }) => cloud.remove(machine, signal) });
  await op.until(
    'gone',
    async ({ signal }) => {
      // A disk is let go of a moment after its machine.
      const [left, held] = await Promise.all([cloud.get(machine, signal), disks.get(disk.id, signal)]);
      return left || held?.state === 'used' || held?.state === 'busy' ? undefined : true;
    },
    { every: 3_000, atMost: 5 * 60_000 },
  );
  return gone;
}

async function cleanUp(op: Op, cloud: Cloud, { disk, file }: SaveMachine, { image }: MadeImage): Promise<void> {
  const disks = need(cloud, 'disks');
  await op.step('disk', { final: true, do: ({ signal }) => disks.remove(disk.id, signal) });
  await op.until('diskGone', async ({ signal }) => ((await disks.get(disk.id, signal)) ? undefined : true), {
    every: 5_000,
    atMost: 10 * 60_000,
  });
  if (file === undefined) return;
  await op.step('cloudImage', { final: true, do: ({ signal }) => need(cloud, 'imageStore').remove(image, signal) });
}

async function refuseChanged(cloud: Cloud, input: SaveMachine, signal: AbortSignal): Promise<void> {
  const { machine, machineName, disk } = input;
  const [now, held] = await Promise.all([cloud.get(machine, signal), need(cloud, 'disks').get(disk.id, signal)]);
  const hint = (l: Parameters<typeof say>[0]) => say(l).saveAgain;
  if (now?.state === 'on') throw new Failure('conflict', (l) => say(l).changed(machineName), { hint });
  if (held?.usedBy.some((holder) => holder !== machine)) {
    throw new Failure('conflict', (l) => say(l).taken(disk.name), { hint });
  }
  // The image is whole a moment before the cloud lets go of the disk, and a machine cannot go before that.
  if (held?.state === 'busy') {
    throw new Failure('unavailable', (l) => say(l).busy(disk.name, held.word), { after: 3_000 });
  }
}
