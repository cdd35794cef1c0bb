import { z } from 'zod';
import { type Arg, Failure, type Locale, type Phrase, phrases, text } from '#kit';

const say = phrases({
  en: {
    none: 'That is no address of a file: it has to begin with http:// or https://.',
    login: 'The address carries a user name or a password, which a chat would keep.',
    query: 'The address has a part behind "?" or "#", which may be a signature that a chat would keep.',
    plain: "Use an address without it, or put the file on the bot's host and say: image upload --file … --name …",
  },
  ru: {
    none: 'Это не адрес файла: он должен начинаться с http:// или https://.',
    login: 'В адресе есть имя пользователя или пароль, и они остались бы в чате.',
    query: 'В адресе есть часть после «?» или «#»: в ней может быть подпись, и она осталась бы в чате.',
    plain: 'Возьмите адрес без неё или положите файл на хост бота и скажите: image upload --file … --name …',
  },
  ko: {
    none: '파일 주소가 아닙니다. http:// 또는 https://로 시작해야 합니다.',
    login: '주소에 사용자 이름이나 비밀번호가 들어 있으며, 채팅에 그대로 남게 됩니다.',
    query: '주소에 "?" 또는 "#" 뒷부분이 있습니다. 서명일 수 있으며 채팅에 그대로 남게 됩니다.',
    plain: '그 부분이 없는 주소를 쓰거나, 파일을 봇 호스트에 두고 image upload --file … --name …을 사용하세요.',
  },
});

/** Checked before anything else is asked for: a form would keep it too. */
export const plainAddress = (about: Phrase): Arg<URL> => ({
  ...text(about, { bare: true, most }),
  check: z.string().trim().max(most).transform(addressOf),
});

const most = 2000;

/**
 * An address that may be kept and shown. What could be a secret is refused and not repeated: there is no telling
 * a signature from a harmless query by its looks.
 */
function addressOf(typed: string): URL {
  const url = URL.canParse(typed) ? new URL(typed) : undefined;
  const more = { secret: true, hint: (l: Locale) => say(l).plain } as const;
  if (url && (url.username !== '' || url.password !== '')) throw new Failure('usage', (l) => say(l).login, more);
  if (!url || !/^https?:$/.test(url.protocol)) throw new Failure('usage', (l) => say(l).none);
  if (/[?#]/.test(typed)) throw new Failure('usage', (l) => say(l).query, more);
  return url;
}
