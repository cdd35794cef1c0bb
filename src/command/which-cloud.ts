import type { Person, Place } from '../chat.ts';
import type { Cloud } from '../cloud.ts';
import { Failure } from '../failure.ts';
import { phrases, said, verbatim } from '../phrases.ts';
import type { Settings } from './command.ts';
import { echo } from './echo.ts';
import { nearest } from './nearest.ts';
import type { Asked } from './parse.ts';

const say = phrases({
  en: {
    none: 'No cloud is configured.',
    which: (names: string) => `Say in which cloud, with --cloud: ${names}.`,
    unknown: (name: string, names: string) => `There is no cloud "${name}"; there is: ${names}.`,
  },
  ru: {
    none: 'Не настроено ни одного облака.',
    which: (names) => `Укажите облако через --cloud: ${names}.`,
    unknown: (name, names) => `Облака «${name}» нет; есть: ${names}.`,
  },
  ko: {
    none: '설정된 클라우드가 없습니다.',
    which: (names) => `--cloud로 클라우드를 지정하세요: ${names}.`,
    unknown: (name, names) => `"${name}" 클라우드는 없습니다. 사용할 수 있는 것: ${names}.`,
  },
});

/** The cloud that was said, or is preferred here, or is the only one. */
export function whichCloud({ command, given }: Asked, clouds: readonly Cloud[], preferred?: string): Cloud {
  const names = clouds.map(({ name }) => name);
  const typed = given.cloud?.trim();
  const found = clouds.find(({ name }) => name.toLowerCase() === typed?.toLowerCase());
  const [only] = clouds;
  if (found) return found;
  if (!only) throw new Failure('unsupported', (l) => say(l).none, { again: false });
  const usual = clouds.find(({ name }) => name === preferred);
  if (typed === undefined && usual) return usual;
  if (typed === undefined && clouds.length === 1) return only;
  const offered = typed === undefined ? names : nearest(typed, names);
  throw new Failure(
    'usage',
    (l) => (typed === undefined ? say(l).which(names.join(', ')) : say(l).unknown(echo(typed), names.join(', '))),
    {
      next: offered.map((name) => ({
        label: said(verbatim(name)),
        press: { command: command.name, args: { ...given, cloud: name } },
      })),
    },
  );
}

/** What a place says goes before what a person says: everybody there means the same. */
export const preferredCloud = async (settings: Settings, who: Person, where: Place): Promise<string | undefined> =>
  (await settings.cloud(where)) ?? (await settings.cloud(who));
