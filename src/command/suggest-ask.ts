import type { Person, Place } from '../chat.ts';
import type { Locale } from '../phrases.ts';
import type { SuggestAsk } from './args.ts';
import type { Office } from './office.ts';
import type { Asked } from './parse.ts';
import { reachOf } from './reach.ts';
import { preferredCloud } from './which-cloud.ts';

interface By {
  readonly who: Person;
  readonly where: Place;
  readonly locale: Locale;
}

/** What is known to whoever proposes values for an argument. */
export function suggestAsk(office: Office, asked: Asked, by: By, signal: AbortSignal): SuggestAsk {
  const reach = reachOf(office, asked, by);
  return {
    who: by.who,
    where: by.where,
    locale: by.locale,
    signal,
    now: office.now(),
    given: asked.given,
    operations: office.engine,
    files: office.files,
    clouds: reach.clouds.map(({ name }) => name),
    cloud: async () => reach.cloud(await preferredCloud(office.settings, by.who, by.where)),
    lately: (what, load) => office.lately.load(what, load),
  };
}
