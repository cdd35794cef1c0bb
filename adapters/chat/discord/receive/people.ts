import type { Locale, Person, Place } from '#kit';
import type { Surroundings } from './wire.ts';

export const chatName = 'discord';

/** A guild knows a person by an id that never changes; where there is no guild, the app stands in for it. */
export const personOf = ({ guild, user, name, roles }: Surroundings, application: string): Person => ({
  id: `${chatName}:${guild ?? application}:${user}`,
  name,
  ...(guild && roles?.length ? { belongs: roles.map((role) => `${chatName}:${guild}:${role}`) } : {}),
});

export const placeOf = ({ channel, thread }: Pick<Surroundings, 'channel' | 'thread'>): Place => ({
  chat: chatName,
  channel,
  ...(thread === undefined ? {} : { thread }),
});

/** Of the languages that Discord speaks, those that we do. */
export function localeOf(word: string | undefined): Locale {
  const language = word?.slice(0, 2).toLowerCase();
  return language === 'ru' || language === 'ko' ? language : 'en';
}
