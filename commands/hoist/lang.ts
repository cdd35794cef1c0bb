import { defineCommand, locales, oneOf, phrases } from '#kit';

const say = phrases({
  en: {
    about: 'Choose the language Hoist speaks with you',
    language: 'Language',
    set: 'From now on I speak English with you',
  },
  ru: {
    about: 'Выбрать язык, на котором Hoist говорит с вами',
    language: 'Язык',
    set: 'Теперь я говорю с вами по-русски',
  },
  ko: { about: 'Hoist가 사용할 언어 고르기', language: '언어', set: '이제부터 한국어로 말합니다' },
});

export default defineCommand({
  name: 'hoist lang',
  about: (l) => say(l).about,
  permission: 'hoist:lang',
  // It changes only how the person is spoken to, so that everybody may.
  danger: 'reads',
  examples: ['hoist lang ru'],
  args: { language: oneOf((l) => say(l).language, locales, { bare: true }) },
  async run({ language }, { settings, who, say: answer }) {
    await settings.setLocale(who, language);
    return { ...answer({ title: say(language).set, tone: 'good', blocks: [] }, { language }), locale: language };
  },
});
