import type { Locale } from '../../src/kit.ts';

const letters: Readonly<Record<Locale, RegExp>> = { en: /[a-z]{3}/i, ru: /[а-яё]{3}/i, ko: /[가-힣]/ };

const machine: readonly RegExp[] = [
  /\bundefined\b|\bnull\b|\bNaN\b|\[object/,
  /\n\s+at |\.ts:\d|Error:/,
  /[{[]\s*"|":\s/,
  /gAAAA|\btoken\b|x-auth|secret/i,
  /https?:\/\/|127\.0\.0\.1/,
  /inside Hoist|внутренняя ошибка|내부 오류/,
  /<\/?[a-z]+\s*\/?>/i,
  /(.{12,}?)[:.,;] \1/,
];

/** What a person should not have to read in it; empty when it is fine. */
export function complaints(text: string, locale: Locale, password: string): readonly string[] {
  const [title = '', ...rest] = text.split('\n');
  return [
    ...(letters[locale].test(title) ? [] : [`no ${locale} in "${title}"`]),
    ...machine.flatMap((pattern) => pattern.exec(text)?.[0] ?? []),
    ...(text.includes(password) ? ['the password'] : []),
    ...rest.filter((line, nth) => line.trim() !== '' && line === rest[nth - 1]).map((line) => `twice: ${line}`),
  ];
}
