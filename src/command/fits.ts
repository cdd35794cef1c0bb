import { phrases } from '../phrases.ts';

/** What is right for an argument, in a few words: behind "has to be". */
export const fits = phrases({
  en: {
    words: (most: number) => `1 to ${most} characters on one line`,
    name: (most: number) =>
      `letters, digits, spaces and . _ - + ( ), beginning with a letter or digit, at most ${most}`,
    whole: (min: number, max: number) => `a whole number from ${min} to ${max}`,
    flag: 'yes or no',
    size: (min: number, max: number) => `${min} to ${max} GB, such as 20, 20GB or 1T`,
    duration: (min: string, max: string) => `${min} to ${max}, such as 8h, 90m or 1d12h`,
    secret: 'up to 1000 characters',
  },
  ru: {
    words: (most) => `от 1 до ${most} знаков в одну строку`,
    name: (most) => `буквы, цифры, пробелы и . _ - + ( ), первой — буква или цифра, не длиннее ${most}`,
    whole: (min, max) => `целое число от ${min} до ${max}`,
    flag: 'yes или no',
    size: (min, max) => `от ${min} до ${max} ГБ, например 20, 20GB или 1T`,
    duration: (min, max) => `от ${min} до ${max}, например 8h, 90m или 1d12h`,
    secret: 'до 1000 знаков',
  },
  ko: {
    words: (most) => `한 줄, 1~${most}자`,
    name: (most) => `글자, 숫자, 공백, . _ - + ( ) 만 쓰고 글자나 숫자로 시작, 최대 ${most}자`,
    whole: (min, max) => `${min}부터 ${max}까지의 정수`,
    flag: 'yes 또는 no',
    size: (min, max) => `${min}~${max} GB, 예: 20, 20GB, 1T`,
    duration: (min, max) => `${min}~${max}, 예: 8h, 90m, 1d12h`,
    secret: '최대 1000자',
  },
});
