import { type Locale, phrases, type Toggle } from '#kit';
import type { RemoveMachine } from './remove-machine-input.ts';
import type { SaveMachine } from './save-machine-input.ts';

const say = phrases({
  en: {
    about: 'Keep the public address, and go on paying for it',
    label: 'Keep the address',
    kept: (ips: string) => `address ${ips} kept`,
  },
  ru: {
    about: 'Оставить публичный адрес и платить за него дальше',
    label: 'Оставить адрес',
    kept: (ips) => `адрес ${ips} сохранён`,
  },
  ko: {
    about: '공인 주소를 유지하고 계속 요금 지불',
    label: '주소 유지',
    kept: (ips) => `주소 ${ips} 유지됨`,
  },
});

const words: Pick<Toggle<unknown>, 'about' | 'label'> = { about: (l) => say(l).about, label: (l) => say(l).label };

/** The address of a machine that goes: kept, it may be given to the next one. */
export const keepIp: Toggle<RemoveMachine> = {
  ...words,
  is: ({ ips, release }) => (ips.length === 0 ? undefined : !release),
  set: (input, on) => ({ ...input, release: !on }),
};

/** The same, of one that is saved and then goes. */
export const keepIpOfSaved: Toggle<SaveMachine> = {
  ...words,
  is: ({ cleanup, ips = [], release }) => (cleanup && ips.length > 0 ? !release : undefined),
  set: (input, on) => ({ ...input, release: !on }),
};

/** What the card says for ever of addresses that were kept. */
export const keptIps = (ips: readonly string[], l: Locale) =>
  ips.length === 0 ? {} : { kept: [say(l).kept(ips.join(', '))] };
