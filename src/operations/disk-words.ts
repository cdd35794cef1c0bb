import { type Disk, gigabytes, type Locale, phrases } from '#kit';

const say = phrases({
  en: {
    making: 'being made',
    free: 'free',
    used: 'in use',
    busy: 'busy',
    removing: 'being removed',
    failed: 'failed',
    unknown: 'unknown',
    disk: (name: string) => `disk ${name}`,
  },
  ru: {
    making: 'создаётся',
    free: 'свободен',
    used: 'занят',
    busy: 'в работе',
    removing: 'удаляется',
    failed: 'сбой',
    unknown: 'неизвестно',
    disk: (name) => `диск ${name}`,
  },
  ko: {
    making: '생성 중',
    free: '사용 가능',
    used: '사용 중',
    busy: '작업 중',
    removing: '삭제 중',
    failed: '실패',
    unknown: '알 수 없음',
    disk: (name) => `디스크 ${name}`,
  },
});

/** The state, with the provider's own word where ours says less. */
export function diskState(disk: Disk, locale: Locale): string {
  const ours = say(locale)[disk.state];
  return ['busy', 'failed', 'unknown'].includes(disk.state) ? `${ours} (${disk.word})` : ours;
}

/** "disk train-data, 500 GB, universal.ru-7a" */
export const diskLine = (disk: Pick<Disk, 'name' | 'size' | 'type'>, locale: Locale): string =>
  [say(locale).disk(disk.name), gigabytes(disk.size, locale), disk.type]
    .filter((part) => part !== undefined)
    .join(', ');
