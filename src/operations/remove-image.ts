import { z } from 'zod';
import { defineOperation, need, phrases } from '#kit';
import { planImageRemoval } from './plan-image-removal.ts';
import { askFor30Minutes, countsOf, type Removal, removal, tellRemoval } from './removal.ts';
import { there } from './things.ts';

const say = phrases({
  en: {
    confirm: 'Asked',
    remove: 'Image removed',
    gone: 'Gone',
    title: (name: string) => `Deleting image ${name}`,
    done: (name: string) => `Image ${name} is gone`,
    failed: (name: string) => `Image ${name} was not deleted`,
  },
  ru: {
    confirm: 'Подтверждение',
    remove: 'Образ удалён',
    gone: 'Исчез',
    title: (name) => `Удаляю образ ${name}`,
    done: (name) => `Образа ${name} больше нет`,
    failed: (name) => `Образ ${name} не удалён`,
  },
  ko: {
    confirm: '확인',
    remove: '이미지 삭제',
    gone: '사라짐',
    title: (name) => `이미지 ${name} 삭제 중`,
    done: (name) => `이미지 ${name} 삭제됨`,
    failed: (name) => `${name} 이미지를 삭제하지 못했습니다`,
  },
});

const input = z.object({ cloud: z.string(), image: z.string(), name: z.string(), plan: removal });
type Input = z.infer<typeof input>;

interface Removed {
  readonly image: string;
  readonly plan: Removal;
}

/** Deletes an image for good, once a person agreed. */
export const removeImage = defineOperation<Input, Removed, 'confirm' | 'remove' | 'gone'>({
  name: 'image.delete',
  input,
  outline: { confirm: (l) => say(l).confirm, remove: (l) => say(l).remove, gone: (l) => say(l).gone },
  makes: 'nothing',
  undoes: [],
  finals: () => ['remove'],
  about: ({ cloud, image, name }) => there(cloud, 'image', { id: image, name }),
  likeness: ({ cloud }) => `image.delete ${cloud}`,

  async run(op, { cloud: where, image, plan: found }, world) {
    const cloud = world.cloud(where);
    const store = need(cloud, 'imageStore');
    const plan = await op.agree('confirm', {
      shape: removal,
      found,
      async anew({ signal }) {
        const there = await store.get(image, signal);
        return there ? planImageRemoval(cloud, there, signal) : found;
      },
      counts: countsOf,
      atMost: askFor30Minutes,
    });
    await op.step('remove', { final: true, do: ({ signal }) => store.remove(image, signal) });
    return op.until('gone', async ({ signal }) => ((await store.get(image, signal)) ? undefined : { image, plan }), {
      every: 5_000,
      atMost: 10 * 60_000,
    });
  },

  tell: tellRemoval(say),
});
