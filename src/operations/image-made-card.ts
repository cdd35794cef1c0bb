import { type Button, bytes, type Ending, type Fact, type Locale, phrases } from '#kit';
import type { MadeImage, NewImage } from './image-making.ts';
import { monthly, monthlyAtMost } from './price.ts';

const say = phrases({
  en: {
    done: (name: string) => `Image ${name} is ready`,
    replaced: (name: string) => `The image that was named ${name} before is gone.`,
    size: 'Size',
    minDisk: 'Needs a disk of',
    gb: (count: number) => `${count} GB`,
    cost: 'Costs',
    serves: 'Every machine started from an image gets a disk of its own.',
    start: 'Start a machine from it',
    download: 'Download it',
    remove: 'Delete it',
  },
  ru: {
    done: (name) => `Образ ${name} готов`,
    replaced: (name) => `Прежнего образа ${name} больше нет.`,
    size: 'Размер',
    minDisk: 'Нужен диск от',
    gb: (count) => `${count} ГБ`,
    cost: 'Стоимость',
    serves: 'Каждая машина из образа получает собственный диск.',
    start: 'Запустить из него машину',
    download: 'Скачать',
    remove: 'Удалить',
  },
  ko: {
    done: (name) => `이미지 ${name} 준비됨`,
    replaced: (name) => `이전의 ${name} 이미지는 삭제되었습니다.`,
    size: '크기',
    minDisk: '필요한 디스크',
    gb: (count) => `${count} GB`,
    cost: '비용',
    serves: '이미지로 시작한 머신은 각자 자기 디스크를 갖습니다.',
    start: '이 이미지로 머신 시작',
    download: '내려받기',
    remove: '삭제',
  },
});

/** How every way of making an image ends. `more` are facts that only this way knows. */
export function madeCard(made: MadeImage, input: NewImage, locale: Locale, more: readonly Fact[] = []): Ending {
  const words = say(locale);
  const facts: readonly Fact[] = [
    ...(made.bytes === undefined ? [] : [[words.size, `${bytes(made.bytes, locale)} ${input.format}`] as const]),
    ...(input.minDisk === undefined ? [] : [[words.minDisk, words.gb(input.minDisk)] as const]),
    ...costOf(made, input, locale).map((cost) => [words.cost, cost] as const),
    ...more,
  ];
  return {
    title: words.done(input.name),
    blocks: [
      ...(facts.length === 0 ? [] : [{ kind: 'facts', facts } as const]),
      ...(input.replaces === undefined ? [] : [{ kind: 'note', text: words.replaced(input.name) } as const]),
      { kind: 'note', text: words.serves },
    ],
    buttons: [
      button(words.start, 'gpu start', input),
      button(words.download, 'image download', input),
      { ...button(words.remove, 'image delete', input), style: 'danger' },
    ],
    ping: words.done(input.name),
  };
}

/** By its true size, or at most so much; nothing where nobody knows. */
export function costOf(made: Pick<MadeImage, 'price'>, { price: most }: Pick<NewImage, 'price'>, locale: Locale) {
  if (made.price) return [monthly(made.price, locale)];
  return most ? [monthlyAtMost(most, locale)] : [];
}

const button = (label: string, command: string, { name, cloud }: NewImage): Button => ({
  label,
  press: { command, args: { image: name, cloud } },
});
