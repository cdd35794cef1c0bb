import { mkdirSync, realpathSync } from 'node:fs';
import { lstat, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { Failure } from './failure.ts';
import { understood } from './host-file-errors.ts';
import { phrases } from './phrases.ts';

const say = phrases({
  en: {
    out: (typed: string) => `"${typed}" leads out of the folder for images on the bot's host.`,
    only: (folder: string) => `Only files below ${folder} can be used; give the path from there.`,
    strange: 'A path cannot hold control characters or more than 1000 bytes.',
  },
  ru: {
    out: (typed) => `«${typed}» ведёт за пределы папки образов на хосте бота.`,
    only: (folder) => `Доступны только файлы внутри ${folder}; укажите путь относительно неё.`,
    strange: 'В пути не может быть управляющих символов и больше 1000 байт.',
  },
  ko: {
    out: (typed) => `"${typed}" 경로는 봇 호스트의 이미지 폴더를 벗어납니다.`,
    only: (folder) => `${folder} 아래의 파일만 쓸 수 있습니다. 그 폴더를 기준으로 경로를 적어 주세요.`,
    strange: '경로에는 제어 문자를 쓸 수 없고 길이는 1000바이트까지입니다.',
  },
});

/** Holds every path to one folder: dots and links that lead out of it are refused. */
export function hold(folder: string) {
  let root: string | undefined;
  const wanted = resolve(folder);

  /** Made as late as possible: most bots never keep an image. */
  const made = () => {
    if (root === undefined) {
      mkdirSync(wanted, { recursive: true });
      root = realpathSync(wanted);
    }
    return root;
  };

  return {
    folder: wanted,
    async inside(typed: string): Promise<string> {
      if (/[\u0000-\u001f\u007f]/.test(typed) || Buffer.byteLength(typed) > 1000)
        throw new Failure('usage', (l) => say(l).strange);
      const out = () =>
        new Failure('denied', (l) => say(l).out(typed), { hint: (l) => say(l).only(wanted), again: false });
      const from = made();
      const named = typed === '~' || typed.startsWith(`~${sep}`) ? homedir() + typed.slice(1) : typed;
      const whole = await real(resolve(from, named), typed, out);
      if (whole !== from && !whole.startsWith(from + sep)) throw out();
      return whole;
    },
  };
}

/** The path without links, as far as it is there. A link that leads nowhere could later lead anywhere. */
async function real(path: string, typed: string, out: () => Failure): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw understood(error, typed);
    if ((await lstat(path).catch(() => undefined))?.isSymbolicLink()) throw out();
    return join(await real(dirname(path), typed, out), basename(path));
  }
}
