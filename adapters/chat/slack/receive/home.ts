import type { types } from '@slack/bolt';
import { z } from 'zod';
import { type Clock, type Desk, Failure, type Heard, type Invocation, type Locale, type Log, type View } from '#kit';
import type { Client } from '../send/client.ts';
import type { Drawing } from '../send/drawing.ts';
import { failureFrom, refusalOf } from '../send/failures.ts';
import type { Profiles } from './profiles.ts';
import { sentence } from './understand.ts';
import { words } from './words.ts';

/** The Home tab: everybody's machines, one's own first, with their buttons. */
export interface Home {
  show(user: string, team: string): Promise<void>;
  /** Is that what the tab shows? Then it is shown there. */
  isBoard(body: Heard['body'] | { readonly opens: string }): boolean;
}

interface Options {
  readonly client: Client;
  readonly desk: Desk;
  readonly profiles: Profiles;
  readonly drawing: Drawing;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

const board: Invocation = { command: 'gpu list', args: {} };
const published = z.object({ view: z.object({ hash: z.string() }) });

export function createHome({ client, desk, profiles, drawing, clock, log, signal }: Options): Home {
  const hashes = new Map<string, string>();
  let shown = 0;

  async function views(user: string, team: string): Promise<readonly [Locale, readonly View[]]> {
    try {
      const { person: who, locale: spoken, kind } = await profiles.of(user, team);
      if (kind === 'bot') return [spoken, []];
      if (kind !== 'member') return [spoken, [sentence((l) => words(l)[kind], spoken)]];
      const where = { chat: 'slack', channel: user };
      const id = `slack:home:${user}:${clock.now()}:${++shown}`;
      const answer = await desk.hear({ id, who, where, locale: spoken, body: { press: board } }, signal);
      const { locale = spoken } = answer;
      return [locale, [...(answer.kind === 'view' ? [answer.view] : []), actions(locale)]];
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return ['en', [sentence(error.phrase, 'en', error.hint)]];
    }
  }

  async function publish(user: string, view: types.HomeView, hash: string | undefined): Promise<void> {
    const answer = await client.views.publish({ user_id: user, view, ...(hash === undefined ? {} : { hash }) });
    const { data } = published.safeParse(answer);
    if (data) hashes.set(user, data.view.hash);
  }

  async function show(user: string, team: string): Promise<void> {
    const hash = hashes.get(user);
    const [locale, all] = await views(user, team);
    if (all.length === 0) return;
    try {
      await publish(user, await drawing.home(all, locale), hash);
    } catch (error) {
      hashes.delete(user);
      if (refusalOf(error) !== 'hash_conflict' || hash === undefined)
        return log.warn({ err: failureFrom(error), user }, 'the Home tab could not be shown');
      // Something newer stands there already, so what stood here was old: once more, from the beginning.
      await show(user, team);
    }
  }

  return {
    show,
    isBoard: (body) => 'press' in body && body.press.command === board.command,
  };
}

const actions = (locale: Locale): View => {
  const { actions: title, machines, operations, refresh } = words(locale);
  return {
    title,
    tone: 'plain',
    blocks: [],
    buttons: [
      { label: refresh, press: board },
      { label: machines, press: { command: 'gpu start', args: {} }, style: 'primary' },
      { label: operations, press: { command: 'op list', args: {} } },
    ],
  };
};
