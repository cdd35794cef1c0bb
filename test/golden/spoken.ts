import type { Locale, View } from '../../src/kit.ts';
import { asked } from './approval-views.ts';

interface Spoken {
  readonly name: string;
  readonly locale: Locale;
  readonly view: View;
}

const cancel = { command: 'op cancel', args: { operation: 'op-7f3k2' } };
const details = { command: 'op show', args: { operation: 'op-7f3k2' } };
const stop = { command: 'gpu stop', args: { machine: 'id-1' } };
const change = (imageFirst: string) => ({ command: 'approve change', args: { operation: 'op-9d', imageFirst } });
const since = 1_795_169_702_000;
const ip = '91.123.45.67';

/** A start and its ends, and a question, as they are said in Russian and Korean. */
export const spoken: readonly Spoken[] = [
  {
    name: 'going',
    locale: 'ru',
    view: {
      title: 'Запускаю gpu-vm-20261120-101502 · base-image · GL10 A100 · ru-7a',
      tone: 'waiting',
      blocks: [
        { kind: 'note', text: '≈ 92 ₽/ч прерываемая (обычная 210 ₽/ч) · остановится через 8 ч' },
        {
          kind: 'steps',
          steps: [
            { name: 'Образ', state: 'done', note: 'base-image, 12 ГБ' },
            { name: 'Диск', state: 'done', note: '20 ГБ universal.ru-7a', time: '6 с' },
            { name: 'Машина', state: 'doing', time: '14 с, обычно 25–40 с', since },
            { name: 'Адрес', state: 'todo' },
          ],
        },
      ],
      buttons: [
        { label: 'Отменить', press: cancel, style: 'danger' },
        { label: 'Подробнее', press: details },
      ],
    },
  },
  {
    name: 'going',
    locale: 'ko',
    view: {
      title: 'gpu-vm-20261120-101502 시작 중 · base-image · GL10 A100 · ru-7a',
      tone: 'waiting',
      blocks: [
        { kind: 'note', text: '스팟 ≈ 92 ₽/시간 (일반 210 ₽/시간) · 8시간 뒤 중지' },
        {
          kind: 'steps',
          steps: [
            { name: '이미지', state: 'done', note: 'base-image, 12GB' },
            { name: '디스크', state: 'done', note: '20GB universal.ru-7a', time: '6초' },
            { name: '머신', state: 'doing', time: '14초, 보통 25–40초', since },
            { name: '주소', state: 'todo' },
          ],
        },
      ],
      buttons: [
        { label: '취소', press: cancel, style: 'danger' },
        { label: '자세히', press: details },
      ],
    },
  },
  {
    name: 'ready',
    locale: 'ru',
    view: {
      title: 'VM создана: gpu-vm-20261120-101502',
      tone: 'good',
      blocks: [
        { kind: 'text', text: `IP: ${ip}` },
        { kind: 'code', code: ip },
        { kind: 'code', code: `ssh root@${ip}` },
        { kind: 'note', text: '≈ 92 ₽/ч · остановится в 18:15 (через 8 ч)' },
      ],
      buttons: [
        { label: 'Остановить', press: stop, style: 'danger' },
        { label: 'Подробнее', press: details },
      ],
    },
  },
  {
    name: 'ready',
    locale: 'ko',
    view: {
      title: 'VM 생성 완료: gpu-vm-20261120-101502',
      tone: 'good',
      blocks: [
        { kind: 'text', text: `IP: ${ip}` },
        { kind: 'code', code: ip },
        { kind: 'code', code: `ssh root@${ip}` },
        { kind: 'note', text: '≈ 92 ₽/시간 · 18:15에 중지 (8시간 뒤)' },
      ],
      buttons: [
        { label: '중지', press: stop, style: 'danger' },
        { label: '자세히', press: details },
      ],
    },
  },
  {
    name: 'failed',
    locale: 'ru',
    view: {
      title: 'gpu-vm-20261120-101502 не запущена: в ru-7a нет свободной A100',
      tone: 'bad',
      blocks: [
        {
          kind: 'steps',
          steps: [
            { name: 'Диск', state: 'undone' },
            { name: 'Машина', state: 'failed', note: 'No valid host was found' },
            { name: 'Адрес', state: 'todo' },
          ],
        },
        { kind: 'text', text: 'Ничего не осталось, ничего не оплачивается.' },
      ],
      buttons: [
        { label: 'Попробовать ru-7b', press: { command: 'gpu start', args: { zone: 'ru-7b' } }, style: 'primary' },
      ],
    },
  },
  {
    name: 'failed',
    locale: 'ko',
    view: {
      title: 'gpu-vm-20261120-101502 시작 실패: ru-7a에 남은 A100 없음',
      tone: 'bad',
      blocks: [
        {
          kind: 'steps',
          steps: [
            { name: '디스크', state: 'undone' },
            { name: '머신', state: 'failed', note: 'No valid host was found' },
            { name: '주소', state: 'todo' },
          ],
        },
        { kind: 'text', text: '남은 것도, 청구되는 요금도 없습니다.' },
      ],
      buttons: [{ label: 'ru-7b로 시도', press: { command: 'gpu start', args: { zone: 'ru-7b' } }, style: 'primary' }],
    },
  },
  {
    name: 'question',
    locale: 'ru',
    view: {
      title: 'Удалить диск train-data?',
      tone: 'waiting',
      blocks: [
        {
          kind: 'facts',
          facts: [
            ['Исчезнет', 'диск train-data, 500 ГБ'],
            ['Останется', 'образ train-base\nобраз train-data-final, который будет сначала сделан из него'],
            ['Экономия', '≈ 12,7 ₽/ч'],
          ],
        },
        { kind: 'note', text: 'Сначала сделать образ: выбрано (bob, 10:21).' },
        { kind: 'steps', steps: [{ name: 'Подтверждение', state: 'waiting', time: 'ещё 30 мин' }] },
      ],
      buttons: [
        { label: 'Удалить', press: { command: 'approve yes', args: { operation: 'op-9d' } }, style: 'danger' },
        { label: 'Оставить', press: { command: 'approve no', args: { operation: 'op-9d' } } },
        { label: '☑ Сначала сделать образ', press: change('false') },
      ],
    },
  },
  {
    name: 'question',
    locale: 'ko',
    view: {
      title: '디스크 train-data 삭제할까요?',
      tone: 'waiting',
      blocks: [
        {
          kind: 'facts',
          facts: [
            ['삭제', '디스크 train-data, 500GB'],
            ['유지', '이미지 train-base\n이미지 train-data-final, 먼저 이 디스크로 만듦'],
            ['절약', '≈ 12.7 ₽/시간'],
          ],
        },
        { kind: 'note', text: '먼저 이미지 만들기: bob 님이 10:21에 선택함.' },
        { kind: 'steps', steps: [{ name: '확인', state: 'waiting', time: '30분 남음' }] },
      ],
      buttons: [
        { label: '삭제', press: { command: 'approve yes', args: { operation: 'op-9d' } }, style: 'danger' },
        { label: '유지', press: { command: 'approve no', args: { operation: 'op-9d' } } },
        { label: '☑ 먼저 이미지 만들기', press: change('false') },
      ],
    },
  },
  {
    name: 'own-click',
    locale: 'ru',
    view: {
      title: 'Это ваш запрос; одобрить должен кто-то другой (gpu-admins).',
      tone: 'bad',
      blocks: [{ kind: 'note', text: 'Правило — «удаление одобряет администратор»; изменить его может @root.' }],
      buttons: [{ label: 'Спросить ещё раз', press: { command: 'approve remind', args: { operation: 'op-9d' } } }],
    },
  },
  {
    name: 'own-click',
    locale: 'ko',
    view: {
      title: '본인이 요청한 작업입니다. 다른 사람이 승인해야 합니다(gpu-admins).',
      tone: 'bad',
      blocks: [{ kind: 'note', text: '규칙: "삭제는 관리자 승인 필요". 변경할 수 있는 사람: @root.' }],
      buttons: [{ label: '다시 요청', press: { command: 'approve remind', args: { operation: 'op-9d' } } }],
    },
  },
  {
    name: 'reminder',
    locale: 'ru',
    view: {
      title: 'Ждёт одобрения: Удаляю диск train-data',
      tone: 'waiting',
      to: asked,
      blocks: [
        { kind: 'note', text: 'Осталось 15 мин, до 10:30. Кнопки на карточке; одобрить словами:' },
        { kind: 'code', code: '/approve yes op-9d' },
      ],
    },
  },
  {
    name: 'reminder',
    locale: 'ko',
    view: {
      title: '승인 대기 중: 디스크 train-data 삭제 중',
      tone: 'waiting',
      to: asked,
      blocks: [
        { kind: 'note', text: '15분 남음, 10:30까지. 버튼은 카드에 있습니다. 직접 입력해 승인하려면:' },
        { kind: 'code', code: '/approve yes op-9d' },
      ],
    },
  },
];
