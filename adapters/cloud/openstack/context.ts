import { z } from 'zod';
import { Failure, phrases } from '#kit';
import type { Api } from './api.ts';
import { agree, regionOfZone, type Service } from './catalog.ts';
import type { OpenstackConfig } from './config.ts';
import { pages } from './pager.ts';
import type { Profile } from './profile.ts';

const say = phrases({
  en: {
    gone: (id: string) => `${id} is not there any more.`,
    hidden: (id: string) =>
      `The cloud says ${id} is not there, yet lists it: the bot's user may not be allowed to see it.`,
  },
  ru: {
    gone: (id) => `${id} уже нет.`,
    hidden: (id) => `Облако говорит, что ${id} нет, но в списке он есть: видимо, у пользователя бота нет прав.`,
  },
  ko: {
    gone: (id) => `더 이상 없는 항목입니다: ${id}.`,
    hidden: (id) => `목록에는 있는데 클라우드는 없다고 합니다: ${id}. 봇 사용자에게 권한이 없는 것 같습니다.`,
  },
});

/** What every part of this cloud works with. */
export interface Context {
  readonly api: Api;
  readonly config: OpenstackConfig;
  readonly profile: Profile;
  readonly region: string | undefined;
  /** The zone to use: the one asked for, or the configured one. */
  zone(asked: string | undefined): string | undefined;
  /** Settles a 404 where it may mean "you may not see it": a list that holds the id, or is refused itself, is a failure. */
  reallyGone(
    service: Service,
    path: string,
    collection: string,
    id: string,
    error: unknown,
    signal: AbortSignal,
  ): Promise<void>;
}

export function contextOf(api: Api, config: OpenstackConfig, profile: Profile, region: string | undefined): Context {
  return {
    api,
    config,
    profile,
    region,
    zone(asked) {
      const zone = asked ?? config.OS_AVAILABILITY_ZONE;
      agree(zone, region);
      return zone;
    },
    async reallyGone(service, path, collection, id, error, signal) {
      if (!profile.hides) return;
      for await (const each of pages(api, service, collection, path, named, signal)) {
        if (each.id === id) throw new Failure('denied', (l) => say(l).hidden(id), { cause: error });
      }
    },
  };
}

/** The region that the configuration means, checked against its zone. */
export function regionIn(config: OpenstackConfig, profile: Profile): string | undefined {
  const { OS_REGION_NAME: region, OS_AVAILABILITY_ZONE: zone } = config;
  agree(zone, region);
  return region ?? (zone && profile.zonedRegions ? regionOfZone(zone) : undefined);
}

export const gone = (id: string): Failure => new Failure('not-found', (l) => say(l).gone(id));

const named = z.object({ id: z.string() });
