import { z } from 'zod';
import {
  type Chat,
  type Clock,
  createPace,
  createUnderWay,
  type Desk,
  Failure,
  type Log,
  type Memory,
  openInbox,
  realClock,
} from '#kit';
import { checkSlack, type Ears } from './check.ts';
import type { SlackConfig } from './config.ts';
import { createAnswers } from './receive/answers.ts';
import { createBoard } from './receive/board.ts';
import { createChannels } from './receive/channels.ts';
import { createForms } from './receive/forms.ts';
import { createGate, type Gate } from './receive/gate.ts';
import { createHearing } from './receive/hear.ts';
import { createHome, type Home } from './receive/home.ts';
import { listenToSlack, path } from './receive/http.ts';
import { createModals } from './receive/modals.ts';
import { offerOf } from './receive/offer.ts';
import { createProfiles } from './receive/profiles.ts';
import { createSearch } from './receive/search.ts';
import { openSockets } from './receive/sockets.ts';
import { createTries } from './receive/tries.ts';
import { createUserGroups } from './receive/user-groups.ts';
import { slackBudgets } from './send/budgets.ts';
import { createButtons } from './send/buttons.ts';
import { slackClient } from './send/client.ts';
import { createDrawing } from './send/drawing.ts';
import { failureFrom } from './send/failures.ts';
import { createPosts } from './send/posts.ts';

export interface SlackOptions {
  readonly clock?: Clock;
  /** In tests: a message beyond a limit of Slack is an error instead of a shorter one. */
  readonly strict?: boolean;
}

/** The chat, and what a test has to know of it to wait for it. */
export interface SlackChat extends Chat {
  /** Is something that was heard not dealt with yet? */
  busy(): boolean;
  idle(): Promise<void>;
  /** Stops as a killed process does: what was heard is not finished, and nothing is said any more. */
  abandon(): Promise<void>;
}

/** Less than the process as a whole has to come to its end. */
const closeWithin = 8_000;
const tested = z.object({ team_id: z.string() });

export async function openSlack(
  config: SlackConfig,
  memory: Memory,
  log: Log,
  { clock = realClock, strict = false }: SlackOptions = {},
): Promise<SlackChat> {
  const closing = new AbortController();
  const { signal } = closing;
  const client = slackClient(config, log);
  const pace = createPace(slackBudgets, clock);
  const buttons = createButtons(memory, clock.now, log);
  const drawing = createDrawing({ memory, buttons, now: clock.now, log, strict });
  const posts = createPosts({ client, memory, pace, now: clock.now, log });
  const answers = createAnswers({ client, drawing, posts, buttons, pace, clock, log, signal });
  const modals = createModals(client, drawing, { clock, signal }, log);
  let home: string | undefined;
  let tab: Home | undefined;
  const profiles = createProfiles(client, createUserGroups(client, clock.now, log), () => home, { clock, signal }, log);
  const work = createUnderWay((error) => {
    if (!signal.aborted) log.error({ err: error }, 'what was heard could not be answered');
  });
  let ears: (Ears & { close(): Promise<void> }) | undefined;
  let gate: Gate | undefined;

  /** A token that Slack does not take is a mistake of the configuration; a Slack that is away comes back. */
  async function whoAmI(): Promise<void> {
    try {
      home = tested.parse(await client.auth.test()).team_id;
    } catch (error) {
      const failure = failureFrom(error);
      if (!(failure instanceof Failure) || failure.code === 'denied') throw failure;
      log.warn({ err: failure }, 'Slack could not be asked who we are');
    }
  }

  async function listen(desk: Desk): Promise<void> {
    await whoAmI();
    const offer = await offerOf(desk);
    const tries = createTries(memory, clock.now);
    const inbox = openInbox(memory, { now: clock.now, log });
    const on = { desk, inbox, client, profiles, drawing, buttons, answers, modals, offer, clock, log, signal };
    const board = createBoard({ desk, profiles, now: clock.now });
    const shown = createHome({ ...on, board, memory, pace, work });
    tab = shown;
    const hearing = createHearing({ ...on, board, home: shown, channels: createChannels(client, clock.now) });
    const entrance = createGate({
      inbox,
      clock,
      log,
      work,
      keepable: offer.keepable,
      formKey: tries.keyOf,
      signal,
      hearers: {
        async heard(said) {
          if (said.from === 'message') await posts.met(said.user, said.channel);
          await hearing.heard(said);
        },
        submitted: createForms({ hearing, modals, tries, profiles, clock }),
        searched: createSearch(on),
        async homeOpened({ user, team, channel }) {
          await posts.met(user, channel);
          await shown.show(user, team);
        },
      },
    });
    gate = entrance;
    await gate.resume();
    const { by, apiUrl } = config;
    if (by.kind === 'http') ears = { kind: 'http', ...(await listenToSlack({ ...by, log, take: entrance.take })) };
    else ears = { kind: 'socket', ...openSockets({ ...by, apiUrl, clock, log, take: entrance.take }) };
  }

  async function close(): Promise<void> {
    gate?.rest();
    await ears?.close();
    const late = clock.after(closeWithin, () => closing.abort());
    await work.idle();
    late();
    closing.abort();
  }

  return {
    name: 'slack',
    pace,
    listen,
    close,
    post: (where, view, key) => posts.post(where, drawing.view(view, view.locale ?? 'en'), key),
    edit: (where, ref, view) => posts.edit(where, ref, drawing.view(view, view.locale ?? 'en')),
    async ask(where, who, form) {
      const [, team = '', user = ''] = (who.account ?? who.id).split(':');
      const { locale } = await profiles.of(user, team).catch(() => ({ locale: 'en' as const }));
      await answers.ask(where, who, form, locale);
    },
    address: () => (ears?.kind === 'http' ? `http://127.0.0.1:${ears.port}${path}` : undefined),
    connected: () => ears?.kind === 'http' || (ears?.connections.some((one) => one.since() !== undefined) ?? false),
    changed: () => tab?.changed(),
    async who(account) {
      const [, team = '', user = ''] = account.split(':');
      const profile = await profiles.of(user, team).catch((error: unknown) => {
        // A chat that says nothing of somebody is no fault of whoever asks.
        if (error instanceof Failure) return undefined;
        throw error;
      });
      if (!profile) return undefined;
      const { kind, person } = profile;
      return kind === 'member' || kind === 'bot' ? { name: person.name, bot: kind === 'bot' } : undefined;
    },
    check: () => checkSlack(client, config.by, ears, clock.now()),
    busy: () => work.busy,
    idle: work.idle,
    async abandon() {
      closing.abort();
      gate?.rest();
      await ears?.close();
    },
  };
}
