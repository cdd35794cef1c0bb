import { phrases, type Toggle } from '#kit';
import type { RemoveMachine } from './remove-machine-input.ts';

const say = phrases({
  en: { about: 'Keep the public address, and go on paying for it', label: 'Keep the address' },
  ru: { about: 'Оставить публичный адрес и платить за него дальше', label: 'Оставить адрес' },
  ko: { about: '공인 주소를 유지하고 계속 요금 지불', label: '주소 유지' },
});

/** The address of a machine that goes: kept, it may be given to the next one. */
export const keepIp: Toggle<RemoveMachine> = {
  about: (l) => say(l).about,
  label: (l) => say(l).label,
  is: ({ ips, release }) => (ips.length === 0 ? undefined : !release),
  set: (input, on) => ({ ...input, release: !on }),
};
