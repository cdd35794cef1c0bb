import { type Code, Failure } from './failure.ts';
import { phrases } from './phrases.ts';

const say = phrases({
  en: {
    full: (path: string) => `There is no room left on the bot's host for ${path}.`,
    makeRoom: 'Remove files that are no longer needed there, then try again.',
    denied: (path: string) => `The bot may not use ${path} on its host.`,
    none: (path: string) => `There is no ${path} on the bot's host.`,
    strange: (path: string) => `"${path}" cannot be used as a path.`,
  },
  ru: {
    full: (path) => `На хосте бота не осталось места для ${path}.`,
    makeRoom: 'Удалите там ненужные файлы и повторите.',
    denied: (path) => `У бота нет доступа к ${path} на его хосте.`,
    none: (path) => `На хосте бота нет ${path}.`,
    strange: (path) => `«${path}» нельзя использовать как путь.`,
  },
  ko: {
    full: (path) => `봇 호스트에 ${path} 파일을 저장할 공간이 없습니다.`,
    makeRoom: '그곳에서 필요 없는 파일을 지운 뒤 다시 시도하세요.',
    denied: (path) => `봇이 호스트의 ${path}에 접근할 수 없습니다.`,
    none: (path) => `봇 호스트에 ${path} 경로가 없습니다.`,
    strange: (path) => `경로로 쓸 수 없습니다: "${path}".`,
  },
});

const kinds: Readonly<Record<string, readonly [Code, 'full' | 'denied' | 'none' | 'strange']>> = {
  ENOSPC: ['quota', 'full'],
  EDQUOT: ['quota', 'full'],
  EFBIG: ['quota', 'full'],
  EACCES: ['denied', 'denied'],
  EPERM: ['denied', 'denied'],
  EROFS: ['denied', 'denied'],
  ELOOP: ['denied', 'denied'],
  ENOENT: ['not-found', 'none'],
  ENOTDIR: ['usage', 'strange'],
  EISDIR: ['usage', 'strange'],
  ENAMETOOLONG: ['usage', 'strange'],
};

/** What the operating system said about a file, for a person; anything else comes back as it was. */
export function understood(error: unknown, path: string): unknown {
  if (error instanceof Failure || !(error instanceof Error) || !('code' in error)) return error;
  const kind = kinds[String(error.code)];
  if (!kind) return error;
  const [code, words] = kind;
  return new Failure(code, (l) => say(l)[words](path), {
    cause: error,
    ...(words === 'full' ? { hint: (l) => say(l).makeRoom } : {}),
  });
}
