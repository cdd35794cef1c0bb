import { beforeEach, vi } from 'vitest';
import { draw } from '../../adapters/chat/terminal/draw.ts';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { createDesk } from '../../src/bot.ts';
import { allCommands, allOperations } from '../../src/discover.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { hostFiles } from '../../src/host-files.ts';
import { type Answer, flagOf, type Invocation, type Kept, type Locale, type Store, type View } from '../../src/kit.ts';
import { silent as noLog } from '../../src/log.ts';
import { ownConsent } from '../access/own-consent.ts';
import type { Scene } from '../crash/scene.ts';
import { type FakeChat, fakeChat } from '../engine/fake-chat.ts';
import { ann } from '../engine/workbench.ts';
import { leapingClock } from './clock.ts';

/** Where it is: the words are being understood, the work goes on, or what was made is taken back. */
export type Phase = 'words' | 'work' | 'back';

/** One bot on a scene, for one saying. */
export interface Stage {
  readonly phase: Phase;
  readonly chat: FakeChat;
  hear(words: string, locale: Locale): Promise<Answer>;
  kept(id: string): Promise<Kept>;
  /** Goes on until it has ended, and answers yes to whatever it asks. */
  end(id: string): Promise<Kept>;
  retry(id: string): Promise<Kept>;
  view(kept: Kept, locale: Locale): Promise<View>;
  /** A call is not answered; what waits for it has to lose its patience. */
  silence(endless: boolean): void;
  close(): Promise<void>;
}

/** What limits a call in real time here waits until the call is known to get no answer. */
const limits = new Set<AbortController>();
beforeEach(() => {
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
    const limit = new AbortController();
    limits.add(limit);
    return limit.signal;
  });
});

const [commands, operations] = await Promise.all([allCommands(), allOperations()]);

const callLimit = 30_000;
/** How long something may be busy in real time before it counts as hanging. */
const patience = 30_000;

const turn = () => new Promise((resolve) => setImmediate(resolve));

export async function openStage(scene: Scene, { late }: { readonly late: number }): Promise<Stage> {
  limits.clear();
  const clock = leapingClock();
  const cloud = scene.cloud();
  const files = hostFiles(scene.folder);
  const chat = fakeChat();
  const memory = sqliteStore(':memory:');
  let phase: Phase = 'words';
  let silent: 'limited' | 'endless' | undefined;
  const store: Store = {
    ...memory,
    begin(...what) {
      phase = 'work';
      clock.late = late;
      return memory.begin(...what);
    },
    append(id, length, entry, then) {
      silent = undefined;
      if (entry.kind === 'failed') phase = 'back';
      return memory.append(id, length, entry, then);
    },
  };
  const engine = createEngine({
    store,
    operations,
    world: { files, cloud: () => cloud },
    chats: [chat],
    clock,
    // Nobody else would take over, and time makes leaps.
    lease: 24 * 60 * 60_000,
  });
  const parts = { engine, clouds: [cloud], store, files, version: '0.0.0', now: clock.now, log: noLog };
  const desk = createDesk({ access: ownConsent, commands, ...parts });
  const { signal } = new AbortController();
  let hearing = false;
  let pressing = false;
  let started = false;

  const busy = () => silent === undefined && (hearing || pressing || engine.busy());

  async function drive(over: () => Promise<boolean> | boolean): Promise<void> {
    for (;;) {
      const since = performance.now();
      for (let left = 3; left > 0 || (busy() && performance.now() - since < patience); left--) await turn();
      if (await over()) return;
      if (performance.now() - since >= patience) throw new Error('something hangs');
      if (busy()) continue;
      if (silent) await loseHeart(silent);
      else if (!clock.next()) throw new Error('nothing will ever happen again');
    }
  }

  async function loseHeart(how: 'limited' | 'endless'): Promise<void> {
    if (how === 'endless') {
      clock.pass(60_000);
      clock.next();
      return;
    }
    // It has its effect, and calls beside it come to their end, first.
    for (let left = 60; left > 0; left--) await turn();
    silent = undefined;
    clock.pass(callLimit);
    for (const limit of limits) limit.abort(new DOMException('The operation timed out.', 'TimeoutError'));
    limits.clear();
  }

  const kept = async (id: string): Promise<Kept> => {
    const found = await memory.read(id);
    if (!found) throw new Error(`no ${id}`);
    return found;
  };

  /** A press asks the cloud too, which may not answer; one that is refused is made again. */
  function press(id: string): void {
    pressing = true;
    const over = () => {
      pressing = false;
    };
    engine.answer(id, { yes: true }, ann).then(over, over);
  }

  async function end(id: string): Promise<Kept> {
    if (!started) engine.start();
    started = true;
    await drive(async () => {
      const { state } = (await kept(id)).head;
      if (state === 'waiting' && !pressing) press(id);
      return ['done', 'undone', 'stuck'].includes(state) && (await memory.unsent(1)).length === 0;
    });
    return kept(id);
  }

  return {
    get phase() {
      return phase;
    },
    chat,
    kept,
    end,
    async hear(words, locale) {
      hearing = true;
      const where = { chat: 'web', channel: 'general' };
      let answer: Answer | undefined;
      const heard = desk.hear({ id: 'the words', who: ann, where, locale, body: { words } }, signal);
      void heard.then((given) => {
        answer = given;
        hearing = false;
      });
      await drive(() => answer !== undefined);
      return heard;
    },
    async retry(id) {
      await engine.retry(id, ann);
      return end(id);
    },
    view: (what, locale) => engine.view(what, locale),
    silence(endless) {
      silent = endless ? 'endless' : 'limited';
    },
    async close() {
      await engine.close();
      await cloud.close();
      await memory.close();
    },
  };
}

/** As the terminal prints it. */
export const textOf = (view: View, locale: Locale): string => draw(view, { locale, typed: line }).join('\n');

const line = ({ command, args }: Invocation): string =>
  [command, ...Object.entries(args).map(([name, value]) => `${flagOf(name)} ${value}`)].join(' ');
