import type { types } from '@slack/bolt';
import { z } from 'zod';
import { type Clock, Failure, type Log, type Memory, type Pace, type UnderWay, type Weight } from '#kit';
import { type Client, heeding } from '../send/client.ts';
import type { Drawing } from '../send/drawing.ts';
import { failureFrom, pauseOf, refusalOf } from '../send/failures.ts';
import type { Board } from './board.ts';
import { sentence } from './understand.ts';

/** The Home tab. Slack says when somebody opens it and never that they have closed it. */
export interface Home {
  show(user: string, team: string): Promise<void>;
  /** What it shows may be old: who has opened it lately sees it anew, soon and not at every change by itself. */
  changed(): void;
}

interface Options {
  readonly client: Client;
  readonly board: Board;
  readonly drawing: Drawing;
  readonly memory: Memory;
  readonly pace: Pace;
  readonly work: UnderWay;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

const published = z.object({ view: z.object({ hash: z.string() }) });
const viewer = z.object({ at: z.number(), team: z.string() });

/** Who has not opened it for so long sees it anew when they open it. */
const lately = 3 * 24 * 3_600_000;
const soon = 1_000;
const atLeast = 10_000;
/** The whole workspace shares one budget. */
const bid = { kind: 'home', channel: 'home' } as const;
/** Slack wants to be left alone for a while, or something newer stands there already. */
const mostTries = 3;

export function createHome({ client, board, drawing, memory, pace, work, clock, log, signal }: Options): Home {
  const hashes = new Map<string, string>();
  let due = false;
  let refreshing = false;
  let begun = Number.NEGATIVE_INFINITY;

  async function draw(user: string, team: string): Promise<types.HomeView | undefined> {
    const [locale, views] = await board.for(user, team, signal);
    return views.length === 0 ? undefined : drawing.home(views, locale);
  }

  /** Drawn when its turn has come, so that it is not old by then. */
  async function publish(user: string, drawn: () => Promise<types.HomeView | undefined>, weight: Weight) {
    for (let tries = 1; ; tries += 1) {
      await pace.turn({ ...bid, weight: () => weight }, signal);
      const hash = hashes.get(user);
      const view = await drawn();
      if (!view) return;
      const call = () => client.views.publish({ user_id: user, view, ...(hash === undefined ? {} : { hash }) });
      try {
        const { data } = published.safeParse(await heeding(pace, clock.now, bid, call));
        if (data) hashes.set(user, data.view.hash);
        return;
      } catch (error) {
        hashes.delete(user);
        const passes = refusalOf(error) === 'hash_conflict' || pauseOf(error) !== undefined;
        if (!passes || tries >= mostTries) throw failureFrom(error);
      }
    }
  }

  async function show(user: string, team: string): Promise<void> {
    await memory.put(`home/${user}`, { at: clock.now(), team });
    const drawn = async () => {
      try {
        return await draw(user, team);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        return drawing.home([sentence(error.phrase, 'en', error.hint)], 'en');
      }
    };
    await publish(user, drawn, 'end').catch((error: unknown) => missed(user, error));
  }

  const missed = (user: string, error: unknown) => {
    if (!signal.aborted) log.warn({ err: error, user }, 'the Home tab could not be shown');
  };

  async function refreshAll(): Promise<void> {
    for (const [key, value] of await memory.all('home/')) {
      const { data } = viewer.safeParse(value);
      const user = key.slice('home/'.length);
      if (signal.aborted) return;
      if (!data || data.at < clock.now() - lately) await memory.forget(key);
      // Who cannot be shown anything new keeps what they have.
      else await publish(user, () => draw(user, data.team), 'share').catch((error: unknown) => missed(user, error));
    }
  }

  function changed(): void {
    if (due) return;
    due = true;
    if (!refreshing) later();
  }

  function later(): void {
    const stop = clock.after(Math.max(soon, begun + atLeast - clock.now()), () => {
      signal.removeEventListener('abort', stop);
      due = false;
      refreshing = true;
      begun = clock.now();
      work.begin(
        refreshAll().finally(() => {
          refreshing = false;
          if (due && !signal.aborted) later();
        }),
      );
    });
    signal.addEventListener('abort', stop, { once: true });
  }

  return { show, changed };
}
