import { defineCommand, Failure, flag, phrases, refuseLocked, said, text } from '#kit';
import { diskCalled, diskNames, holderOf } from '#operations/disk-choice.ts';
import { firstImageOf, imageFirst } from '#operations/image-first.ts';
import { planDiskRemoval } from '#operations/plan-disk-removal.ts';
import { removeDisk } from '#operations/remove-disk.ts';

const say = phrases({
  en: {
    about: 'Delete a free disk for good',
    disk: 'Which disk',
    used: (disk: string, machine: string) => `Disk ${disk} is used by ${machine}.`,
    stopFirst: 'Stop the machine first; its disk stays and can be deleted then.',
    stop: (machine: string) => `Stop ${machine}`,
    busy: (disk: string, word: string) => `Disk ${disk} cannot be deleted now: ${word}.`,
    admin: (id: string) => `Only an administrator of the cloud can free it; send them the disk's id: ${id}.`,
    wait: 'Wait until the cloud is done with it.',
  },
  ru: {
    about: 'Удалить свободный диск навсегда',
    disk: 'Какой диск',
    used: (disk, machine) => `Диск ${disk} занят машиной ${machine}.`,
    stopFirst: 'Сначала остановите машину; диск останется, и его можно будет удалить.',
    stop: (machine) => `Остановить ${machine}`,
    busy: (disk, word) => `Диск ${disk} сейчас нельзя удалить: ${word}.`,
    admin: (id) => `Освободить его может только администратор облака; сообщите ему id диска: ${id}.`,
    wait: 'Подождите, пока облако закончит с ним работу.',
  },
  ko: {
    about: '쓰지 않는 디스크를 완전히 삭제',
    disk: '어느 디스크',
    used: (disk, machine) => `${disk} 디스크는 ${machine} 머신에서 사용 중입니다.`,
    stopFirst: '먼저 머신을 중지하세요. 디스크는 남으므로 그 뒤에 삭제할 수 있습니다.',
    stop: (machine) => `${machine} 중지`,
    busy: (disk, word) => `${disk} 디스크를 지금 삭제할 수 없습니다: ${word}.`,
    admin: (id) => `클라우드 관리자만 풀 수 있습니다. 디스크 id를 전달하세요: ${id}.`,
    wait: '클라우드 작업이 끝날 때까지 기다리세요.',
  },
});

export default defineCommand({
  name: 'disk delete',
  about: (l) => say(l).about,
  permission: 'disk:delete',
  danger: 'removes',
  examples: ['disk delete my-disk', 'disk delete my-disk --image-first', 'disk delete my-disk --confirm my-disk'],
  args: {
    disk: text((l) => say(l).disk, { bare: true, also: ['name'], suggest: diskNames }),
    imageFirst: flag(imageFirst.about),
  },
  async run({ disk: typed, imageFirst: wanted }, turn) {
    const { cloud, signal } = turn;
    const disk = await diskCalled(turn, typed, 'disk delete');
    const { name } = disk;
    const holder = await holderOf(turn, disk);
    if (holder !== undefined) {
      // "Stop it first" would lead to a refusal.
      await refuseLocked({ cloud: () => cloud }, [{ cloud: cloud.name, disk: disk.id }], turn);
      throw new Failure('conflict', (l) => say(l).used(name, holder), {
        hint: (l) => say(l).stopFirst,
        next: [
          {
            label: said((l) => say(l).stop(holder)),
            press: { command: 'gpu stop', args: { machine: disk.usedBy[0] ?? holder, cloud: cloud.name } },
          },
        ],
      });
    }
    // A disk that failed to be made can go; one that failed to be deleted cannot go by our means.
    const stuck = disk.state === 'failed' && /delet/i.test(disk.word);
    if (stuck || disk.state === 'busy' || disk.state === 'making' || disk.state === 'unknown') {
      throw new Failure('conflict', (l) => say(l).busy(name, disk.word), {
        hint: (l) => (stuck ? say(l).admin(disk.id) : say(l).wait),
      });
    }
    const first = await firstImageOf(turn, disk, wanted);
    const plan = await planDiskRemoval(cloud, disk, signal, first.first);
    return turn.start(removeDisk, { cloud: cloud.name, disk: disk.id, name, plan, ...first });
  },
});
