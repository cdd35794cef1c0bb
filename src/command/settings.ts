import { isLocale } from '../phrases.ts';
import type { Store } from '../store.ts';
import type { Settings } from './command.ts';

/** What people told Hoist to remember of them and of places. */
export function settingsIn(store: Pick<Store, 'get' | 'put'>): Settings {
  const language = (id: string) => `setting/locale/${id}`;
  return {
    async locale(who) {
      const kept = await store.get(language(who.id));
      return typeof kept === 'string' && isLocale(kept) ? kept : undefined;
    },
    setLocale: (who, locale) => store.put(language(who.id), locale),
  };
}
