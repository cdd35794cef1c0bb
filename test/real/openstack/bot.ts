import { join } from 'node:path';
import { draw } from '../../../adapters/chat/terminal/draw.ts';
import { openstackCloud } from '../../../adapters/cloud/openstack/cloud.ts';
import { openstackConfig } from '../../../adapters/cloud/openstack/config.ts';
import type { Profile } from '../../../adapters/cloud/openstack/profile.ts';
import sqliteStore from '../../../adapters/store/sqlite/index.ts';
import { createDesk } from '../../../src/bot.ts';
import { allCommands, allOperations } from '../../../src/discover.ts';
import { createEngine, type Engine } from '../../../src/engine/engine.ts';
import { hostFiles } from '../../../src/host-files.ts';
import {
  type Answer,
  type Button,
  type Entry,
  flagOf,
  type Invocation,
  type Kept,
  type Locale,
  type View,
  verbatim,
} from '../../../src/kit.ts';
import { silent } from '../../../src/log.ts';
import { ownConsent } from '../../access/own-consent.ts';
import { fakeChat } from '../../engine/fake-chat.ts';

/** What came back, at the end of whatever it began. */
export interface Out {
  /** As the terminal would print it. */
  readonly text: string;
  readonly answer: Answer;
  readonly ok: boolean;
  readonly view: View | undefined;
  readonly data: unknown;
  /** Of the operation it began. */
  readonly kept: Kept | undefined;
  readonly id: string;
}

interface Asking {
  readonly locale?: Locale;
  /** Does not wait for what it began. */
  readonly leave?: true;
}

/** The whole bot on a real cloud: words in, words out, in real time. */
export interface RealBot {
  say(words: string, asking?: Asking): Promise<Out>;
  press(out: Out, label: string): Promise<Out>;
  /** When the operation has ended. */
  rest(out: Out): Promise<Out>;
  /** When its journal holds such an entry. */
  until(out: Out, there: (entry: Entry) => boolean): Promise<void>;
  close(): Promise<void>;
}

export interface Place {
  readonly folder: string;
  readonly channel: string;
  readonly profile: Profile;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export async function realBot({ folder, channel, profile, env }: Place): Promise<RealBot> {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const cloud = {
    ...openstackCloud(openstackConfig.parse(set), 'real', profile),
    // A machine of a fake compute never answers on SSH; that Hoist says so then, a test of its own shows.
    guest: { unsupported: verbatim('there is no guest in a machine of a fake compute') },
  };
  const store = sqliteStore(join(folder, 'hoist.sqlite'));
  const files = hostFiles(folder);
  const world = { files, cloud: () => cloud };
  const engine = createEngine({ store, operations: await allOperations(), world, chats: [fakeChat()] });
  const commands = await allCommands();
  const version = '0.0.0';
  const desk = createDesk({
    access: ownConsent,
    commands,
    engine,
    clouds: [cloud],
    store,
    files,
    version,
    now: Date.now,
    log: silent,
  });
  engine.start();

  async function outOf(answer: Answer, locale: Locale): Promise<Out> {
    const nothing = { view: undefined, data: undefined, kept: undefined, id: '' };
    if (answer.kind === 'form') return { ...nothing, answer, ok: false, text: answer.form.title };
    if (answer.kind === 'view') {
      const { view, data, outcome } = answer;
      return { ...nothing, answer, view, data, ok: outcome.ok, text: drawn(view, locale) };
    }
    const kept = await engine.read(answer.operation);
    const view = await engine.view(kept, locale);
    const { id, state } = kept.head;
    return { ...nothing, answer, view, kept, id, ok: state === 'done', text: drawn(view, locale) };
  }

  const rest = async (out: Out): Promise<Out> => {
    if (!out.kept) return out;
    const kept = await engine.settled(out.id, AbortSignal.timeout(8 * 60_000));
    return outOf(out.answer, kept.head.locale);
  };

  async function hear(body: Parameters<typeof desk.hear>[0]['body'], { locale = 'en', leave }: Asking): Promise<Out> {
    const who = { id: 'web:local:ann', name: 'ann' };
    const heard = { id: crypto.randomUUID(), who, where: { chat: 'web', channel }, locale, body };
    const out = await outOf(await desk.hear(heard, AbortSignal.timeout(2 * 60_000)), locale);
    return leave ? out : rest(out);
  }

  return {
    rest,
    say: (words, asking = {}) => hear({ words }, asking),
    press: (out, label) => hear({ press: buttonOf(out, label) }, {}),
    until: (out, there) => reached(engine, out.id, there),
    async close() {
      await engine.close();
      await cloud.close();
      await store.close();
    },
  };
}

/** Fails when the operation ends before. */
async function reached(engine: Engine, id: string, there: (entry: Entry) => boolean): Promise<void> {
  for (;;) {
    const change = Promise.withResolvers<void>();
    const stop = engine.watch(id, () => change.resolve());
    const { entries } = await engine.read(id);
    if (entries.some(there)) return stop();
    if (entries.at(-1)?.kind === 'ended') throw new Error(`${id} ended without it`);
    await change.promise;
    stop();
  }
}

const drawn = (view: View, locale: Locale): string => draw(view, { locale, typed: line }).join('\n');

const line = ({ command, args }: Invocation): string =>
  [command, ...Object.entries(args).map(([name, value]) => `${flagOf(name)} ${value}`)].join(' ');

function buttonOf({ view, text }: Out, label: string): Invocation {
  const button = view?.buttons?.find((each: Button) => each.label === label);
  if (!button) throw new Error(`no button "${label}" in: ${text}`);
  return button.press;
}
