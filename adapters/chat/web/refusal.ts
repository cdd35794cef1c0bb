import { type Phrase, phrases } from '#kit';

const say = phrases({
  en: {
    refused: (names: string, value: string) =>
      `the web page does not drive real clouds unless they are named: ${names}. ` +
      `Everyone who can reach this computer's loopback can use the page. Switch it on with WEB_REAL_CLOUDS=${value}`,
  },
  ru: {
    refused: (names, value) =>
      `веб-страница не управляет настоящими облаками, пока они не названы: ${names}. ` +
      `Страницей может пользоваться любой, кому доступен loopback этого компьютера. Включить: WEB_REAL_CLOUDS=${value}`,
  },
  ko: {
    refused: (names, value) =>
      `웹 페이지는 이름을 지정하지 않은 실제 클라우드를 제어하지 않습니다: ${names}. ` +
      `이 컴퓨터의 루프백에 접근할 수 있는 사람은 누구나 페이지를 쓸 수 있습니다. 허용하려면 WEB_REAL_CLOUDS=${value}`,
  },
});

export interface CloudName {
  readonly name: string;
  readonly kind: string;
}

/** Why the page must not be opened beside these clouds: real ones that nobody allowed by name. */
export function refusal(
  config: { readonly WEB_REAL_CLOUDS: readonly string[] },
  clouds: readonly CloudName[],
): Phrase | undefined {
  const allowed = config.WEB_REAL_CLOUDS;
  const real = clouds.filter(({ kind }) => kind !== 'practice').map(({ name }) => name);
  const barred = real.filter((name) => !allowed.includes(name));
  if (barred.length === 0) return undefined;
  const value = [...new Set([...allowed, ...barred])].join(',');
  return (locale) => say(locale).refused(barred.join(', '), value);
}
