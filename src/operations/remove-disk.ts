import { z } from 'zod';
import { type Cloud, defineOperation, Failure, need, phrases } from '#kit';
import { firstImage, imageFirst } from './image-first.ts';
import { copied, letGo, specOf, takeBackImage } from './image-making.ts';
import { planDiskRemoval } from './plan-disk-removal.ts';
import { askFor30Minutes, countsOf, type Removal, removal, tellRemoval } from './removal.ts';
import { there, toBe } from './things.ts';

const say = phrases({
  en: {
    confirm: 'Asked',
    image: 'Image begun',
    ready: 'Disk copied into it',
    free: 'Still free',
    remove: 'Disk removed',
    gone: 'Gone',
    title: (name: string) => `Deleting disk ${name}`,
    done: (name: string) => `Disk ${name} is gone`,
    kept: (name: string) => `image ${name} kept`,
    failed: (name: string) => `Disk ${name} was not deleted`,
    taken: (name: string, by: string) => `Disk ${name} was given to ${by} meanwhile.`,
    stopFirst: (by: string) => `Stop ${by} first: its disk stays and can go then.`,
    stuck: (name: string, word: string) => `The cloud could not delete disk ${name}: it is in ${word}.`,
    admin: (id: string) => `Only an administrator of the cloud can free it; send them the disk's id: ${id}.`,
  },
  ru: {
    confirm: 'Подтверждение',
    image: 'Образ начат',
    ready: 'Диск скопирован в образ',
    free: 'Всё ещё свободен',
    remove: 'Диск удалён',
    gone: 'Исчез',
    title: (name) => `Удаляю диск ${name}`,
    done: (name) => `Диска ${name} больше нет`,
    kept: (name) => `образ ${name} сохранён`,
    failed: (name) => `Диск ${name} не удалён`,
    taken: (name, by) => `Диск ${name} тем временем заняла машина ${by}.`,
    stopFirst: (by) => `Сначала остановите ${by}: диск останется, и его можно будет удалить.`,
    stuck: (name, word) => `Облако не смогло удалить диск ${name}: его состояние ${word}.`,
    admin: (id) => `Освободить его может только администратор облака; сообщите ему id диска: ${id}.`,
  },
  ko: {
    confirm: '확인',
    image: '이미지 시작',
    ready: '디스크 복사',
    free: '여전히 미사용',
    remove: '디스크 삭제',
    gone: '사라짐',
    title: (name) => `디스크 ${name} 삭제 중`,
    done: (name) => `디스크 ${name} 삭제됨`,
    kept: (name) => `이미지 ${name} 보관됨`,
    failed: (name) => `${name} 디스크를 삭제하지 못했습니다`,
    taken: (name, by) => `그사이 ${by} 머신이 ${name} 디스크를 사용하기 시작했습니다.`,
    stopFirst: (by) => `먼저 ${by} 머신을 중지하세요. 디스크는 남으므로 그 뒤에 삭제할 수 있습니다.`,
    stuck: (name, word) => `클라우드가 ${name} 디스크를 삭제하지 못했습니다. 상태: ${word}.`,
    admin: (id) => `클라우드 관리자만 풀 수 있습니다. 디스크 id를 전달하세요: ${id}.`,
  },
});

const input = z.object({
  cloud: z.string(),
  disk: z.string(),
  name: z.string(),
  plan: removal,
  first: firstImage.exactOptional(),
});
export type RemoveDisk = z.infer<typeof input>;

interface Removed {
  readonly disk: string;
  readonly plan: Removal;
  /** The name of the image that was made of it. */
  readonly kept?: string;
}

type Removing = 'confirm' | 'image' | 'ready' | 'free' | 'remove' | 'gone';

/** Deletes a free disk for good, once a person agreed; where that is wanted, once an image of it is whole. */
export const removeDisk = defineOperation<RemoveDisk, Removed, Removing>({
  name: 'disk.delete',
  input,
  outline: {
    confirm: (l) => say(l).confirm,
    image: (l) => say(l).image,
    ready: (l) => say(l).ready,
    free: (l) => say(l).free,
    remove: (l) => say(l).remove,
    gone: (l) => say(l).gone,
  },
  skips: ({ first }) => (first?.wanted ? [] : ['image', 'ready']),
  makes: 'nothing',
  undoes: ['image'],
  finals: () => ['remove'],
  about: ({ cloud, disk, name, first }) => [
    ...there(cloud, 'disk', { id: disk, name }),
    ...(first ? toBe(cloud, 'image', first.name) : []),
  ],
  toggles: { imageFirst },
  disturbs: ({ cloud, disk }) => [{ cloud, disk }],
  likeness: ({ cloud }) => `disk.delete ${cloud}`,

  async run(op, { cloud: where, disk: id, name, plan: found, first }, world) {
    const cloud = world.cloud(where);
    const disks = need(cloud, 'disks');
    const plan = await op.agree('confirm', {
      shape: removal,
      found,
      async anew({ signal }) {
        const disk = await disks.get(id, signal);
        // What is gone already goes without anybody's harm.
        return disk ? planDiskRemoval(cloud, disk, signal, first) : found;
      },
      counts: countsOf,
      atMost: askFor30Minutes,
    });
    if (first?.wanted) {
      const image = await op.step('image', {
        async do({ key, signal }) {
          await refuseHeld(cloud, { id, name }, signal);
          const spec = { ...specOf(first, key), disk: id, force: false };
          return (await need(cloud, 'imageStore').fromDisk(spec, key, signal)).id;
        },
        undo: (ref) => takeBackImage(cloud, ref),
        undoAtMost: letGo,
      });
      await copied(op, cloud, image, first.name);
    }
    // No yes makes the cloud delete what a machine holds, and to copy it may have taken an hour.
    await op.step('free', { do: ({ signal }) => refuseHeld(cloud, { id, name }, signal) });
    await op.step('remove', { final: true, do: ({ signal }) => disks.remove(id, signal) });
    return op.until(
      'gone',
      async ({ signal }) => {
        const disk = await disks.get(id, signal);
        if (!disk) return { disk: id, plan, ...(first?.wanted ? { kept: first.name } : {}) };
        if (disk.state === 'failed') {
          throw new Failure('unavailable', (l) => say(l).stuck(name, disk.word), {
            again: false,
            hint: (l) => say(l).admin(id),
          });
        }
        return undefined;
      },
      { every: 5_000, atMost: 10 * 60_000 },
    );
  },

  tell: tellRemoval(say),
});

async function refuseHeld(cloud: Cloud, { id, name }: Named, signal: AbortSignal): Promise<void> {
  const [holder] = (await need(cloud, 'disks').get(id, signal))?.usedBy ?? [];
  if (holder === undefined) return;
  const by = (await cloud.get(holder, signal))?.name ?? holder;
  throw new Failure('conflict', (l) => say(l).taken(name, by), { hint: (l) => say(l).stopFirst(by) });
}

interface Named {
  readonly id: string;
  readonly name: string;
}
