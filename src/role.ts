import { nearest } from './command/nearest.ts';
import { Failure } from './failure.ts';
import { phrases } from './phrases.ts';

/** What a process does of the bot's work: hear and speak, carry operations, or all of it. */
export const roles = ['all', 'chat', 'worker'] as const;
export type Role = (typeof roles)[number];

const say = phrases({
  en: {
    role: (meant: string) => `--role must be all, chat or worker${meant && `; did you mean ${meant}?`}`,
    word: 'npm start takes nothing but --role all, --role chat or --role worker',
    meant: (line: string) => `Did you mean: npm start -- ${line}`,
    alone: (role: string, file: string) =>
      `Without REDIS_URL this ${role} process works with others on this host only, over ${file}.`,
    practice: 'The practice cloud belongs to this host: a process on another host has another one.',
  },
  ru: {
    role: (meant) => `--role — это all, chat или worker${meant && `; возможно, вы имели в виду ${meant}`}`,
    word: 'npm start понимает только --role all, --role chat и --role worker',
    meant: (line) => `Возможно, вы имели в виду: npm start -- ${line}`,
    alone: (role, file) =>
      `Без REDIS_URL этот процесс (${role}) работает только с другими на этом же хосте, через ${file}.`,
    practice: 'Учебное облако есть у каждого хоста своё: процесс на другом хосте видит другое.',
  },
  ko: {
    role: (meant) => `--role 값은 all, chat, worker 중 하나여야 합니다${meant && `. 혹시 ${meant}?`}`,
    word: 'npm start에는 --role all, --role chat, --role worker만 쓸 수 있습니다',
    meant: (line) => `혹시 이것인가요: npm start -- ${line}`,
    alone: (role, file) =>
      `REDIS_URL이 없으면 이 프로세스(${role})는 같은 호스트의 프로세스하고만 함께 일합니다. 공유 파일: ${file}`,
    practice: '연습용 클라우드는 호스트마다 따로 있습니다. 다른 호스트의 프로세스는 다른 클라우드를 봅니다.',
  },
});

const near = (typed: string): string => nearest(typed, roles)[0] ?? '';

/** The value is not repeated, as with all that is set; the nearest right one is said. */
export const wrongRole = (typed: unknown): string => {
  const meant = typeof typed === 'string' ? near(typed) : '';
  return `must be all, chat or worker${meant && `; did you mean ${meant}?`}`;
};

/** What was said behind `npm start --`, if anything was. */
export function saidRole(words: readonly string[]): Role | undefined {
  const [flag = '', typed = '', ...more] = words.flatMap((word) => word.split('=', 2));
  if (words.length === 0) return undefined;
  if (flag !== '--role' || more.length > 0) throw new Failure('usage', (l) => say(l).word, hintFor(flag, typed));
  const role = roles.find((one) => one === typed);
  if (role === undefined) throw new Failure('usage', (l) => say(l).role(near(typed)));
  return role;
}

function hintFor(flag: string, typed: string) {
  const bare = flag.replace(/^-+/, '');
  const meant = near(bare) || near(typed);
  return meant === '' ? {} : { hint: (l: Parameters<typeof say>[0]) => say(l).meant(`--role ${meant}`) };
}

/** What people would otherwise wonder about later. */
export function worthKnowing(
  role: Role,
  { file, practice }: { readonly file: string | undefined; readonly practice: boolean },
  locale: Parameters<typeof say>[0],
): readonly string[] {
  if (role === 'all') return [];
  if (file !== undefined) return [say(locale).alone(role, file)];
  return practice ? [say(locale).practice] : [];
}
