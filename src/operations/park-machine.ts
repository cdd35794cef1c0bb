import { z } from 'zod';
import { defineOperation, need, phrases } from '#kit';
import { hourly, price } from './price.ts';
import { takeBackParking } from './take-back-parking.ts';
import { there } from './things.ts';

const say = phrases({
  en: {
    park: 'Parking asked for',
    parked: 'Parked',
    title: (name: string) => `Parking ${name}`,
    why: 'Cores, memory and card are given back and not charged while it is parked. A machine that is only off goes on being charged in full.',
    keeps: 'Its disk and its addresses stay and are charged; what was only in memory is lost.',
    may: 'Coming back needs a free place: when none is free, it stays parked.',
    done: (name: string) => `${name} is parked`,
    saves: (price: string) => `Saves ${price} until it is brought back.`,
    failed: (name: string) => `${name} was not parked`,
    unpark: 'Bring it back',
  },
  ru: {
    park: 'Запрошена парковка',
    parked: 'Припаркована',
    title: (name) => `Паркую ${name}`,
    why: 'На парковке ядра, память и карта возвращаются облаку и не оплачиваются. Просто выключенная машина оплачивается полностью.',
    keeps: 'Диск и адреса остаются и оплачиваются; то, что было только в памяти, пропадёт.',
    may: 'Чтобы вернуться, нужно свободное место: пока его нет, машина остаётся припаркованной.',
    done: (name) => `${name} припаркована`,
    saves: (price) => `Экономия ${price}, пока её не вернут.`,
    failed: (name) => `${name} не припаркована`,
    unpark: 'Вернуть',
  },
  ko: {
    park: '보관 요청',
    parked: '보관됨',
    title: (name) => `${name} 보관 중`,
    why: '보관 중에는 코어, 메모리, 카드를 반납하므로 요금이 부과되지 않습니다. 전원만 끈 머신은 요금이 그대로 부과됩니다.',
    keeps: '디스크와 주소는 유지되고 요금이 부과됩니다. 메모리에만 있던 내용은 사라집니다.',
    may: '다시 켜려면 빈자리가 필요하며, 없으면 보관 상태로 남습니다.',
    done: (name) => `${name} 보관됨`,
    saves: (price) => `다시 켤 때까지 ${price} 절감.`,
    failed: (name) => `${name} 머신을 보관하지 못했습니다`,
    unpark: '다시 켜기',
  },
});

const input = z.object({
  cloud: z.string(),
  machine: z.string(),
  name: z.string(),
  /** Its power before: taken back, it is so again. */
  power: z.enum(['on', 'off']).default('on'),
  price: price.exactOptional(),
});
type Input = z.infer<typeof input>;

/** Gives the place of a machine back to the cloud and keeps all the rest of it. */
export const parkMachine = defineOperation<Input, { readonly machine: string }, 'park' | 'parked'>({
  name: 'machine.park',
  input,
  outline: { park: (l) => say(l).park, parked: (l) => say(l).parked },
  makes: 'nothing',
  undoes: ['park'],
  about: ({ cloud, machine, name }) => there(cloud, 'machine', { id: machine, name }),
  disturbs: ({ cloud, machine }, made) => (made ? [] : [{ cloud, machine }]),
  likeness: ({ cloud }) => `gpu park ${cloud}`,

  async run(op, { cloud: where, machine, power }, world) {
    const cloud = world.cloud(where);
    await op.step('park', {
      async do({ signal }) {
        // The reply of an earlier try may have been lost.
        if ((await cloud.get(machine, signal))?.state !== 'parked') await need(cloud, 'parking').park(machine, signal);
      },
      undo: ({ signal }) => takeBackParking(cloud, machine, power, signal),
      undoAtMost: 10 * 60_000,
    });
    return op.until(
      'parked',
      async ({ signal }) => ((await cloud.get(machine, signal))?.state === 'parked' ? { machine } : undefined),
      { every: 5_000, atMost: 10 * 60_000 },
    );
  },

  tell: {
    title: ({ name }, l) => say(l).title(name),
    about: (_, l) => [say(l).why, say(l).keeps, say(l).may].map((text) => ({ kind: 'note', text }) as const),
    done: (_, { name, machine, cloud, price }, l) => ({
      title: say(l).done(name),
      blocks: [
        ...(price ? ([{ kind: 'text', text: say(l).saves(hourly(price, l)) }] as const) : []),
        { kind: 'note', text: say(l).keeps },
      ],
      buttons: [{ label: say(l).unpark, press: { command: 'gpu unpark', args: { machine, cloud } } }],
      ping: say(l).done(name),
    }),
    failed: ({ name }, l) => say(l).failed(name),
  },
});
