import { phrases } from '#kit';

/** What a state of a machine is called. */
export const machineStates = phrases({
  en: {
    building: 'building',
    on: 'on',
    off: 'off, still charged',
    parked: 'parked',
    interrupted: 'interrupted',
    removing: 'going',
    failed: 'failed',
    unknown: 'unknown',
  },
  ru: {
    building: 'создаётся',
    on: 'работает',
    off: 'выключена, но оплачивается',
    parked: 'припаркована',
    interrupted: 'прервана',
    removing: 'удаляется',
    failed: 'сбой',
    unknown: 'неизвестно',
  },
  ko: {
    building: '생성 중',
    on: '실행 중',
    off: '꺼짐, 요금 부과',
    parked: '보관됨',
    interrupted: '중단됨',
    removing: '삭제 중',
    failed: '실패',
    unknown: '알 수 없음',
  },
});
