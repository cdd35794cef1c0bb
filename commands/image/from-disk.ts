import { defineCommand, Failure, flag, newName, phrases, said, text } from '#kit';
import { diskCalled, diskNames, holderOf } from '#operations/disk-choice.ts';
import { makeWay } from '#operations/image-choice.ts';
import { imageFromDisk } from '#operations/image-from-disk.ts';
import { priceOf } from '#operations/price.ts';
import { ownedBy } from '#operations/stamp.ts';

const say = phrases({
  en: {
    about: 'Make an image of a disk',
    disk: 'Which disk',
    name: 'Name of the new image',
    force: 'Even while a machine runs on the disk; replaces an image of that name',
    used: (disk: string, machine: string) => `Disk ${disk} is used by ${machine}.`,
    warn: 'Stop the machine first for a clean image, or say --force: the image is then what the disk holds at one moment, as after a power cut.',
    stop: (machine: string) => `Stop ${machine}`,
    anyway: 'Make it anyway',
    busy: (disk: string, word: string) => `No image can be made of disk ${disk} now: ${word}.`,
  },
  ru: {
    about: 'Сделать образ из диска',
    disk: 'Какой диск',
    name: 'Имя нового образа',
    force: 'Даже если на диске работает машина; заменяет образ с таким именем',
    used: (disk, machine) => `Диск ${disk} занят машиной ${machine}.`,
    warn: 'Для чистого образа сначала остановите машину или скажите --force: тогда в образ попадёт содержимое на один миг, как после отключения питания.',
    stop: (machine) => `Остановить ${machine}`,
    anyway: 'Всё равно сделать',
    busy: (disk, word) => `Из диска ${disk} сейчас нельзя сделать образ: ${word}.`,
  },
  ko: {
    about: '디스크로 이미지 만들기',
    disk: '어느 디스크',
    name: '새 이미지 이름',
    force: '머신이 디스크를 쓰고 있어도 진행하며, 같은 이름의 이미지를 대체합니다',
    used: (disk, machine) => `${disk} 디스크는 ${machine} 머신에서 사용 중입니다.`,
    warn: '깨끗한 이미지를 원하면 먼저 머신을 중지하세요. --force를 쓰면 전원이 갑자기 꺼졌을 때처럼 그 순간의 내용이 담깁니다.',
    stop: (machine) => `${machine} 중지`,
    anyway: '그래도 만들기',
    busy: (disk, word) => `지금은 ${disk} 디스크로 이미지를 만들 수 없습니다: ${word}.`,
  },
});

export default defineCommand({
  name: 'image from-disk',
  about: (l) => say(l).about,
  permission: 'image:create',
  danger: 'changes',
  examples: ['image from-disk setup-disk --name base-image'],
  args: {
    disk: text((l) => say(l).disk, { bare: true, suggest: diskNames }),
    name: newName((l) => say(l).name),
    force: flag((l) => say(l).force),
  },
  async run({ disk: typed, name, force }, turn) {
    const { cloud, signal } = turn;
    const disk = await diskCalled(turn, typed, 'disk show');
    const args = { disk: disk.id, name };
    const usedBy = await holderOf(turn, disk);
    if (usedBy !== undefined && !force) {
      throw new Failure('conflict', (l) => say(l).used(disk.name, usedBy), {
        hint: (l) => say(l).warn,
        next: [
          {
            label: said((l) => say(l).stop(usedBy)),
            press: { command: 'gpu stop', args: { machine: disk.usedBy[0] ?? usedBy, cloud: cloud.name } },
          },
          {
            label: said((l) => say(l).anyway),
            press: { command: 'image from-disk', args: { ...args, force: 'true', cloud: cloud.name } },
          },
        ],
      });
    }
    if (usedBy === undefined && disk.state !== 'free') {
      throw new Failure('conflict', (l) => say(l).busy(disk.name, disk.word));
    }
    const way = await makeWay(turn, name, { command: 'image from-disk', args, force });
    // A raw image is as large as the disk it is made of.
    const price = await priceOf(cloud, { kind: 'image', bytes: disk.size * 1024 ** 3 }, signal);
    return turn.start(imageFromDisk, {
      ...ownedBy(turn),
      ...way,
      cloud: cloud.name,
      name,
      format: 'raw',
      minDisk: disk.size,
      disk: { id: disk.id, name: disk.name },
      ...(usedBy === undefined ? {} : { usedBy }),
      ...(price ? { price } : {}),
    });
  },
});
