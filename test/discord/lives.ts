import { onTestFinished } from 'vitest';
import type { DiscordChat } from '../../adapters/chat/discord/chat.ts';
import type { FakeDiscordOptions } from '../../adapters/chat/discord/fake/fake-discord.ts';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import type { Answer, Heard, Kept, Memory } from '../../src/kit.ts';
import { mapMemory } from '../contract/map-memory.ts';
import { noWorld, startThing, tinyWorld } from '../engine/tiny-world.ts';
import { drive, virtualClock } from '../engine/virtual-clock.ts';
import { scriptedDesk } from './scripted-desk.ts';
import { annId } from './seat.ts';
import { chatOn, startDiscord } from './stage.ts';

export interface Life {
  readonly chat: DiscordChat;
  readonly engine: Engine;
}

/** A bot in a small Discord that can be killed and started again, over the same store, memory and cloud. */
export async function lives(options: FakeDiscordOptions = {}, passed: (point: string) => void = () => {}) {
  const clock = virtualClock();
  const discord = await startDiscord({ now: clock.now, rates: 'none', ...options });
  const world = tinyWorld();
  const operation = startThing(world);
  const store = sqliteStore(':memory:');
  const memory = mapMemory();
  const desk = scriptedDesk();
  discord.person(annId, { name: 'Ann' });
  const general = discord.channel('general');
  const dying: Promise<void>[] = [];
  let current: { readonly life: Life; dead: boolean } | undefined;
  onTestFinished(async () => {
    die();
    await Promise.all(dying);
    await store.close();
  });

  let seen = 0;
  void discord.until(() => {
    while (seen < discord.calls.length) passed(discord.calls[seen++]?.route ?? '');
    return false;
  });

  /** Nothing that this process writes after its death is kept. */
  function mortal(alive: () => boolean): Memory {
    const write =
      <Args extends readonly unknown[], T>(name: string, call: (...args: Args) => Promise<T>) =>
      async (...args: Args): Promise<T> => {
        const what = `${name} ${String(args[0]).split('/')[0]}`;
        if (alive()) passed(`before ${what}`);
        if (!alive()) throw new Error('the process is dead');
        const value = await call(...args);
        passed(`after ${what}`);
        if (!alive()) throw new Error('the process is dead');
        return value;
      };
    return {
      ...memory,
      put: write('put', memory.put),
      add: write('add', memory.add),
      forget: write('forget', memory.forget),
    };
  }

  async function begin(heard: Heard, engine: Engine): Promise<Answer> {
    const { who, where, locale, id } = heard;
    const begun = await engine.begin(operation, { name: 'web-1' }, { who, where, locale, event: id });
    return { kind: 'began', operation: begun.id, view: { title: 'It begins', tone: 'plain', blocks: [] } };
  }

  async function start(): Promise<Life> {
    const self = { dead: false };
    const chat = await chatOn(discord, { clock, memory: mortal(() => !self.dead) });
    const engine = createEngine({ store, operations: [operation], world: noWorld, chats: [chat], clock });
    const life = { chat, engine };
    current = Object.assign(self, { life });
    desk.answer = (heard) => begin(heard, engine);
    engine.start();
    await chat.listen(desk);
    return life;
  }

  function die(): void {
    if (!current || current.dead) return;
    current.dead = true;
    current.life.engine.abandon();
    dying.push(current.life.chat.abandon());
  }

  /** Lets time pass until it is so, or until the process dies. */
  async function until({ chat, engine }: Life, there: () => Promise<boolean>): Promise<void> {
    const self = current;
    const alive = () => self?.dead === false;
    await chat.quiet();
    await drive(
      clock,
      async () => !alive() || (await there()),
      () => alive() && engine.busy(),
    );
    await chat.quiet();
  }

  async function all(): Promise<readonly Kept[]> {
    const heads = await store.heads({ limit: 10 });
    return (await Promise.all(heads.map(({ id }) => store.read(id)))).filter((kept) => kept !== undefined);
  }

  return {
    ...{ discord, clock, store, desk, world, general, start, die, all },
    alive: () => current?.dead === false,
    until,
    /** Lets time pass until everything that was begun has ended and is said. */
    rest: (life: Life) =>
      until(
        life,
        async () => (await all()).every(({ head }) => head.state === 'done') && (await store.unsent(1)).length === 0,
      ),
  };
}
