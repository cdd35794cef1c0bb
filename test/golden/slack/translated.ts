import type { Locale } from '../../../src/kit.ts';
import type { Fixture } from '../views.ts';

/** The storyboards in the other languages: what the drawing adds has to fit the view's own words. */
export const translated: readonly (Fixture & { readonly locale: Locale })[] = [
  {
    name: 'going-ru',
    locale: 'ru',
    view: {
      title: 'Запуск gpu-vm-20261120-101502 · base-image · GL10 A100 · ru-7a',
      tone: 'plain',
      blocks: [
        { kind: 'note', text: '≈ 92 ₽/ч spot (обычная 210 ₽/ч) · остановится через 8 ч' },
        {
          kind: 'steps',
          steps: [
            { name: 'Образ найден', state: 'done', note: 'base-image, 12 ГБ' },
            { name: 'Машина', state: 'doing', note: 'создаётся', time: '14 с, обычно 25–40 с' },
            { name: 'Адрес', state: 'todo' },
          ],
        },
      ],
      buttons: [
        { label: 'Отменить', press: { command: 'op cancel', args: { operation: 'op-7f3k2' } }, style: 'danger' },
        { label: 'Подробнее', press: { command: 'op show', args: { operation: 'op-7f3k2' } } },
      ],
    },
  },
  {
    name: 'failed-ru',
    locale: 'ru',
    view: {
      title: 'gpu-vm-20261120-101502 не запустилась: в ru-7a нет свободных A100',
      tone: 'bad',
      blocks: [
        {
          kind: 'steps',
          steps: [
            { name: 'Диск', state: 'undone', note: 'отменено' },
            { name: 'Машина', state: 'failed', note: 'No valid host was found' },
          ],
        },
        { kind: 'text', text: 'Ничего не осталось, платить не за что.' },
      ],
      buttons: [
        { label: 'Попробовать ru-7b', press: { command: 'gpu start', args: { zone: 'ru-7b' } }, style: 'primary' },
      ],
    },
  },
  {
    name: 'question-ru',
    locale: 'ru',
    view: {
      title: 'Удалить диск train-data?',
      tone: 'waiting',
      blocks: [
        {
          kind: 'facts',
          facts: [
            ['Исчезнет', 'диск train-data, 500 ГБ'],
            ['Останется', 'образ train-base'],
          ],
        },
        { kind: 'steps', steps: [{ name: 'Согласие', state: 'waiting', note: '@ann', time: 'осталось 30 мин' }] },
      ],
      buttons: [
        { label: 'Удалить', press: { command: 'approve yes', args: { operation: 'op-9d' } }, style: 'danger' },
        { label: 'Оставить', press: { command: 'approve no', args: { operation: 'op-9d' } } },
      ],
    },
  },
  {
    name: 'going-ko',
    locale: 'ko',
    view: {
      title: 'gpu-vm-20261120-101502 시작 중 · base-image · GL10 A100 · ru-7a',
      tone: 'plain',
      blocks: [
        { kind: 'note', text: '≈ 92 ₽/시간 spot (정가 210 ₽/시간) · 8시간 뒤 중지' },
        {
          kind: 'steps',
          steps: [
            { name: '이미지 확인', state: 'done', note: 'base-image, 12 GB' },
            { name: '머신', state: 'doing', note: '생성 중', time: '14초, 보통 25–40초' },
            { name: '주소', state: 'todo' },
          ],
        },
      ],
      buttons: [
        { label: '취소', press: { command: 'op cancel', args: { operation: 'op-7f3k2' } }, style: 'danger' },
        { label: '자세히', press: { command: 'op show', args: { operation: 'op-7f3k2' } } },
      ],
    },
  },
  {
    name: 'ready-ko',
    locale: 'ko',
    view: {
      title: 'gpu-vm-20261120-101502 준비 완료 · 58초',
      tone: 'good',
      blocks: [
        { kind: 'code', code: '91.123.45.67' },
        { kind: 'note', text: '≈ 92 ₽/시간 · 18:15에 중지 (8시간 뒤)' },
      ],
      buttons: [{ label: '중지', press: { command: 'gpu stop', args: { machine: 'id-1' } }, style: 'danger' }],
    },
  },
  {
    name: 'failed-ko',
    locale: 'ko',
    view: {
      title: 'gpu-vm-20261120-101502 시작 실패: ru-7a에 남은 A100 없음',
      tone: 'bad',
      blocks: [
        {
          kind: 'steps',
          steps: [
            { name: '디스크', state: 'undone', note: '되돌림' },
            { name: '머신', state: 'failed', note: 'No valid host was found' },
          ],
        },
        { kind: 'text', text: '남은 것도 없고 요금도 나가지 않습니다.' },
      ],
    },
  },
  {
    name: 'question-ko',
    locale: 'ko',
    view: {
      title: '디스크 train-data 삭제?',
      tone: 'waiting',
      blocks: [
        {
          kind: 'facts',
          facts: [
            ['삭제', '디스크 train-data, 500 GB'],
            ['유지', '이미지 train-base'],
          ],
        },
        { kind: 'steps', steps: [{ name: '승인', state: 'waiting', note: '@ann', time: '30분 남음' }] },
      ],
      buttons: [
        { label: '삭제', press: { command: 'approve yes', args: { operation: 'op-9d' } }, style: 'danger' },
        { label: '유지', press: { command: 'approve no', args: { operation: 'op-9d' } } },
      ],
    },
  },
];
