import { bytes, type Image, type Locale, phrases } from '#kit';

const say = phrases({
  en: {
    queued: 'waiting for its bytes',
    saving: 'being saved',
    ready: 'ready',
    removing: 'being removed',
    failed: 'failed',
    unknown: 'unknown',
    public: 'public',
    private: 'private',
    shared: 'shared',
    community: 'community',
    image: (name: string) => `image ${name}`,
  },
  ru: {
    queued: 'ждёт данных',
    saving: 'сохраняется',
    ready: 'готов',
    removing: 'удаляется',
    failed: 'сбой',
    unknown: 'неизвестно',
    public: 'общедоступный',
    private: 'личный',
    shared: 'доступ по списку',
    community: 'общий',
    image: (name) => `образ ${name}`,
  },
  ko: {
    queued: '데이터 대기 중',
    saving: '저장 중',
    ready: '준비됨',
    removing: '삭제 중',
    failed: '실패',
    unknown: '알 수 없음',
    public: '공개',
    private: '비공개',
    shared: '공유',
    community: '커뮤니티',
    image: (name) => `이미지 ${name}`,
  },
});

/** The state, with the provider's own word where ours says less. */
export function imageState(image: Image, locale: Locale): string {
  const ours = say(locale)[image.state];
  return ['failed', 'unknown'].includes(image.state) ? `${ours} (${image.word})` : ours;
}

export const visibility = (image: Image, locale: Locale): string => say(locale)[image.visibility];

/** "image base-image, 12 GB" */
export const imageLine = (image: Pick<Image, 'name' | 'bytes'>, locale: Locale): string =>
  [say(locale).image(image.name), image.bytes === undefined ? undefined : bytes(image.bytes, locale)]
    .filter((part) => part !== undefined)
    .join(', ');
