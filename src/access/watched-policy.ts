import { readFileSync, statSync } from 'node:fs';
import type { Finding } from '../cloud.ts';
import type { Log } from '../log.ts';
import { phrases } from '../phrases.ts';
import { BadPolicy } from './bad-policy.ts';
import { builtIn } from './built-in.ts';
import type { Policy } from './policy.ts';

const say = phrases({
  en: {
    builtIn: (file: string) => `Policy: the one that is built in; ${file} would replace it`,
    read: (file: string, rules: number) => `Policy: ${rules} rules of ${file}`,
    wrong: (lines: string) => `Policy: the file cannot be used, so the one before it holds. ${lines}`,
    mend: 'Mend these lines; the file is read again by itself.',
    gone: (file: string) => `Policy: ${file} is gone, so what stood in it holds until the next start`,
    back: 'Put the file back, or restart Hoist without it.',
  },
  ru: {
    builtIn: (file) => `Политика: встроенная; её заменил бы ${file}`,
    read: (file, rules) => `Политика: ${file}, правил: ${rules}`,
    wrong: (lines) => `Политика: файл использовать нельзя, действует прежний. ${lines}`,
    mend: 'Исправьте эти строки; файл перечитается сам.',
    gone: (file) => `Политика: ${file} пропал, до следующего запуска действует то, что в нём было`,
    back: 'Верните файл или перезапустите Hoist без него.',
  },
  ko: {
    builtIn: (file) => `정책: 기본 정책 사용 중(${file} 파일이 있으면 대체)`,
    read: (file, rules) => `정책: ${file}, 규칙 ${rules}개`,
    wrong: (lines) => `정책: 파일을 사용할 수 없어 이전 정책이 적용됩니다. ${lines}`,
    mend: '해당 줄을 고치면 파일을 자동으로 다시 읽습니다.',
    gone: (file) => `정책: ${file} 파일이 없어졌습니다. 다시 시작할 때까지 기존 내용이 적용됩니다`,
    back: '파일을 되돌려 놓거나 파일 없이 Hoist를 다시 시작하세요.',
  },
});

export interface WatchedPolicy {
  now(): Policy;
  /** Reads the file again when it is another one. */
  look(): Promise<void>;
  check(): Promise<readonly Finding[]>;
  close(): void;
}

const every = 1_000;

/**
 * The policy of a file, as it is now. A mistake at the start keeps Hoist from starting; one that is made later leaves
 * what held before, since neither everything nor nothing is what somebody meant.
 */
export async function watchPolicy(file: string, log: Log): Promise<WatchedPolicy> {
  let seen = printOf(file);
  let policy = seen === undefined ? builtIn : await read(file);
  let wrong: readonly string[] = [];

  async function look(): Promise<void> {
    const print = printOf(file);
    if (print === seen) return;
    seen = print;
    if (print === undefined) return log.warn({ file }, 'policy file is gone; what stood in it holds');
    try {
      policy = await read(file);
      wrong = [];
      log.info({ file, rules: policy.rules.length }, 'policy read');
    } catch (error) {
      wrong = error instanceof BadPolicy ? error.lines : [`${file} could not be read`];
      log.error({ err: error, file }, 'policy file cannot be used; the one before it holds');
    }
  }

  const timer = setInterval(() => void look(), every);
  timer.unref();
  return {
    now: () => policy,
    look,
    async check() {
      await look();
      if (wrong.length > 0)
        return [{ ok: false, what: (l) => say(l).wrong(wrong.join('; ')), mend: (l) => say(l).mend }];
      if (policy === builtIn) return [{ ok: true, what: (l) => say(l).builtIn(file) }];
      if (seen === undefined) return [{ ok: false, what: (l) => say(l).gone(file), mend: (l) => say(l).back }];
      return [{ ok: true, what: (l) => say(l).read(file, policy.rules.length) }];
    },
    close: () => clearInterval(timer),
  };
}

/** Another one when the file is another one; none where there is no file. */
function printOf(file: string): string | undefined {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat && `${stat.ino} ${stat.size} ${stat.mtimeMs}`;
}

async function read(file: string): Promise<Policy> {
  const { readPolicy } = await import('./policy-file.ts');
  return readPolicy(readFileSync(file, 'utf8'), file);
}
