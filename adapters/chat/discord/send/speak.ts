import { type Clock, Failure, type Pace, phrases } from '#kit';
import type { Api, Spot } from './api.ts';
import type { Body } from './drawn.ts';
import { concerns } from './pace.ts';
import { isRefused, Limited } from './refused.ts';

/** Says things in channels at the pace that Discord allows; a limit that is met all the same holds the others too. */
export interface Speak {
  post(channel: string, body: object): Promise<Spot>;
  edit(spot: Spot, body: Body): Promise<void>;
  beginThread(spot: Spot, name: string): Promise<string>;
}

const say = phrases({
  en: { slow: 'Discord asks for a short silence' },
  ru: { slow: 'Discord просит немного помолчать' },
  ko: { slow: 'Discord가 잠시 쉬어 달라고 합니다' },
});

export function createSpeak(api: Api, pace: Pace, clock: Clock): Speak {
  async function held<T>(kind: string, channel: string, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof Limited)) throw error;
      pace.hold(concerns(kind, channel, error.everywhere), clock.now() + error.after);
      throw new Failure('unavailable', (l) => say(l).slow, { after: error.after, cause: error });
    }
  }

  /** In an archived thread nothing can be changed, and in some not even said, before it is woken. */
  async function awake<T>(channel: string, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (!isRefused(error, 'archived')) throw error;
      await api.wake(channel);
      return call();
    }
  }

  const post: Speak['post'] = (channel, body) =>
    held('post', channel, () => awake(channel, () => api.post(channel, body)));

  return {
    post,
    edit: (spot, body) => held('edit', spot.channel, () => awake(spot.channel, () => api.edit(spot, body))),
    beginThread: (spot, name) => held('thread', spot.channel, () => api.beginThread(spot, name)),
  };
}
