import type { Person, Place } from '../chat.ts';
import { isLocale } from '../phrases.ts';
import type { Store } from '../store.ts';
import type { Settings } from './command.ts';

/** What people told Hoist to remember of them and of places. */
export function settingsIn(store: Pick<Store, 'get' | 'put' | 'forget'>): Settings {
  const language = ({ id }: Person) => `setting/locale/${id}`;
  const cloudOf = (whose: Person | Place) =>
    'id' in whose ? `setting/cloud/person/${whose.id}` : `setting/cloud/place/${whose.chat}/${whose.channel}`;
  return {
    async locale(who) {
      const kept = await store.get(language(who));
      return typeof kept === 'string' && isLocale(kept) ? kept : undefined;
    },
    setLocale: (who, locale) => store.put(language(who), locale),
    async cloud(whose) {
      const kept = await store.get(cloudOf(whose));
      return typeof kept === 'string' ? kept : undefined;
    },
    setCloud: (whose, name) => (name === undefined ? store.forget(cloudOf(whose)) : store.put(cloudOf(whose), name)),
  };
}
