import { Failure, type Heard, type Locale, type Phrase, type Place, type View } from '#kit';
import type { Buttons } from '../send/buttons.ts';
import type { Channels } from './channels.ts';
import type { Profile, Profiles } from './profiles.ts';
import type { Said } from './said.ts';
import { words } from './words.ts';

/** Somebody who may be heard, and what they said in the desk's words. */
export interface Understood {
  readonly who: Profile['person'];
  readonly where: Place;
  readonly locale: Locale;
  /** It was said where the bot cannot speak, so that it goes on in direct messages. */
  readonly moved: boolean;
  readonly body: Heard['body'] | { readonly opens: string };
}

/** Why it goes no further: a sentence, or silence. */
export interface Dismissed {
  readonly locale: Locale;
  readonly view: View | undefined;
}

interface Options {
  readonly profiles: Profiles;
  readonly channels: Channels;
  readonly buttons: Buttons;
}

/** Who it was, whether they may be heard at all, where it is to go on, and what a button meant. */
export async function understand(said: Said, on: Options): Promise<Understood | Dismissed> {
  const [who, where] = await Promise.all([profileOf(said, on), placeOf(said, on)]);
  if ('view' in who) return who;
  const { person, locale, kind } = who;
  if (kind === 'bot') return { locale, view: undefined };
  if (kind !== 'member') return { locale, view: sentence((l) => words(l)[kind], locale) };
  const body = await bodyOf(said, on);
  if (typeof body === 'function') return { locale, view: sentence(body, locale) };
  return { who: person, where, locale, moved: isMoved(said, where), body };
}

async function profileOf({ user, team }: Said, { profiles }: Options): Promise<Profile | Dismissed> {
  try {
    return await profiles.of(user, team);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // Who is not known cannot be let in; in which language to say so is not known either.
    const { hint } = error;
    return { locale: 'en', view: sentence(error.phrase, 'en', (l) => hint?.(l) ?? words(l).again) };
  }
}

/** Where no message can be posted, the direct messages of the person are the place. */
async function placeOf({ channel, thread, user, from }: Said, { channels }: Options): Promise<Place> {
  const own: Place = { chat: 'slack', channel: user };
  if (channel === undefined) return own;
  if (from !== 'message' && /^[CG]/.test(channel) && !(await channels.open(channel))) return own;
  return { chat: 'slack', channel, ...(thread === undefined ? {} : { thread }) };
}

/** A form remembers where it goes on, and only what was said in a channel has an address for the answer. */
function isMoved({ channel, user, from, respond }: Said, where: Place): boolean {
  if (from === 'form') return channel === user && respond !== undefined;
  return channel !== undefined && where.channel !== channel;
}

async function bodyOf({ body }: Said, { buttons }: Options): Promise<Understood['body'] | Phrase> {
  if ('kept' in body) {
    const press = await buttons.pressOf(body.kept);
    return press ? { press } : (l) => words(l).stale;
  }
  if ('unknown' in body) return (l) => words(l).stale;
  if ('lost' in body) return (l) => words(l).secretLost;
  return body;
}

export const sentence = (title: Phrase, locale: Locale, note?: Phrase): View => ({
  title: title(locale),
  tone: 'bad',
  blocks: note ? [{ kind: 'note', text: note(locale) }] : [],
});
