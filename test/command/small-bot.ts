import { onTestFinished } from 'vitest';
import { z } from 'zod';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { accessBy } from '../../src/access/access.ts';
import type { Policy } from '../../src/access/policy.ts';
import { createDesk } from '../../src/bot.ts';
import { allCommands } from '../../src/discover.ts';
import { createEngine } from '../../src/engine/engine.ts';
import {
  type Answer,
  type Catalogue,
  type Cloud,
  type Command,
  catalogueOf,
  defineCommand,
  defineOperation,
  Failure,
  flag,
  type Head,
  type Heard,
  howLong,
  type Locale,
  maybe,
  maybeNewName,
  oneOf,
  type Person,
  type Store,
  secret,
  size,
  text,
  verbatim,
} from '../../src/kit.ts';
import { type Log, silent } from '../../src/log.ts';
import type { People } from '../../src/people.ts';
import { ownConsent } from '../access/own-consent.ts';
import { type FakeChat, fakeChat } from '../engine/fake-chat.ts';
import { noWorld, words } from '../engine/tiny-world.ts';
import { drive, virtualClock } from '../engine/virtual-clock.ts';

export const ann: Person = { id: 'web:local:ann', name: 'ann' };
export const bob: Person = { id: 'web:local:bob', name: 'bob' };
export const outsider: Person = { id: 'web:local:outsider', name: 'eve' };

export const startBox = defineOperation({
  name: 'box.start',
  input: z.object({ name: z.string() }),
  outline: { box: words('Box') },
  likeness: () => 'box.start',
  run: (op, { name }) => op.step('box', { do: async () => name }),
  tell: {
    title: ({ name }) => `Starting ${name}`,
    done: (name) => ({ title: `${name} is ready`, blocks: [] }),
    failed: ({ name }) => `${name} did not start`,
  },
});

const consent = z.object({ yes: z.boolean() });

export const stopBox = (removed: string[]) =>
  defineOperation({
    name: 'box.stop',
    input: z.object({ name: z.string(), cloud: z.string().exactOptional() }),
    outline: { confirm: words('Confirmation'), box: words('Box') },
    likeness: () => 'box.stop',
    async run(op, { name }) {
      await op.answer('confirm', { shape: consent, about: { name }, atMost: 60_000 });
      await op.step('box', { final: true, do: async () => void removed.push(name) });
      return name;
    },
    tell: {
      title: ({ name }) => `Removing ${name}`,
      done: (name) => ({ title: `${name} is gone`, blocks: [] }),
      failed: ({ name }) => `${name} stays`,
      question: (_step, _asked, { name }) => ({ blocks: [], yes: 'Remove', no: 'Keep', word: name }),
    },
  });

export const colors = ['red', 'green', 'blue'] as const;

const about = words('About it');

export const boxStart = defineCommand({
  name: 'box start',
  about: words('Start a box'),
  permission: 'box:start',
  danger: 'changes',
  examples: ['box start base-image', 'box start --disk "my disk"'],
  args: {
    image: maybe(about, {
      bare: true,
      suggest: async (typed, ask) =>
        (await ask.lately('images', async (signal) => (await ask.cloud()).images(signal)))
          .filter(({ name }) => name.startsWith(typed))
          .map(({ name }) => ({ value: name, about: 'an image' })),
    }),
    disk: maybe(about),
    name: maybeNewName(about),
    diskType: maybe(about, { also: ['type'] }),
    size: size(about, { min: 1, max: 4096 }),
    for: howLong(about, { min: 60_000, max: 86_400_000 }),
    color: oneOf(about, colors, { or: 'red' }),
    spot: flag(about),
    onDemand: flag(about),
  },
  either: [
    { args: ['disk', 'image'], because: words('a disk holds a system, an image makes one') },
    { args: ['spot', 'onDemand'] },
  ],
  async run({ image, disk, name }, turn) {
    if (image === undefined && disk === undefined) return turn.askFor(['image', 'disk'], { note: 'one of the two' });
    if (image !== undefined && image !== 'base-image') {
      throw new Failure('not-found', verbatim('There is no such image.'), {
        next: [
          {
            label: { en: 'Start', ru: 'Старт', ko: '시작' },
            press: { command: 'box start', args: { image: 'base-image' } },
          },
        ],
      });
    }
    return turn.start(startBox, { name: name ?? image ?? disk ?? 'box' });
  },
});

export const boxKey = defineCommand({
  name: 'box key',
  about: words('Set the key of a box'),
  permission: 'box:key',
  danger: 'changes',
  examples: ['box key work'],
  args: { box: text(about, { bare: true }), key: secret(about) },
  run: async ({ box, key }, turn) => turn.say({ title: `${box} has a key of ${key.length}`, tone: 'good', blocks: [] }),
});

export const boxList = defineCommand({
  name: 'box list',
  about: words('List boxes'),
  permission: 'box:list',
  danger: 'reads',
  examples: ['box list'],
  args: {},
  run: async (_, turn) => turn.say({ title: `boxes of ${turn.cloud.name}`, tone: 'plain', blocks: [] }, { boxes: [] }),
});

export const boxBreak = defineCommand({
  name: 'box break',
  about: words('Fail in a way nobody thought of'),
  permission: 'box:break',
  danger: 'reads',
  examples: ['box break'],
  args: {},
  run: async () => {
    throw new Error('the secret is hunter2');
  },
});

const boxStop = (removed: string[]) => {
  const operation = stopBox(removed);
  const command = defineCommand({
    name: 'box stop',
    about: words('Remove a box'),
    permission: 'box:stop',
    danger: 'removes',
    examples: ['box stop work'],
    args: { box: text(about, { bare: true, also: ['name'] }) },
    run: ({ box }, turn) => turn.start(operation, { name: box, cloud: turn.cloud.name }),
  });
  return { operation, command };
};

/** What is said about boxes, with everything there is about operations and about Hoist itself. */
export async function smallCatalogue(removed: string[] = []): Promise<Catalogue> {
  const own: readonly Command[] = [boxStart, boxStop(removed).command, boxKey, boxList, boxBreak];
  const all = await allCommands();
  const names = all.names.filter((name) => /^(op|approve|hoist) /.test(name));
  return catalogueOf([...own, ...(await Promise.all(names.map((name) => all.load(name))))]);
}

/** Of a cloud only its name and its images are asked for here. */
export const cloudCalled = (name: string, images: () => Promise<readonly { readonly name: string }[]>): Cloud =>
  new Proxy({} as Cloud, {
    get: (_, member) =>
      (({ name, about: { kind: 'small' }, images, check: async () => [] }) as Partial<Record<typeof member, unknown>>)[
        member
      ],
  });

export interface SmallBot {
  readonly desk: ReturnType<typeof createDesk>;
  readonly store: Store;
  /** Where what it says by itself is read. */
  readonly chat: FakeChat;
  readonly removed: readonly string[];
  readonly imagesAsked: () => number;
  readonly errors: readonly { readonly data: object; readonly message: string }[];
  hear(body: string | Heard['body'], by?: Partial<Heard>): Promise<Answer>;
  /** Lets time pass until the operation is in this state. */
  until(id: string, state: string): Promise<void>;
  pass(ms: number): Promise<void>;
  begun(): Promise<number>;
}

export interface SmallBotOptions {
  readonly clouds?: readonly string[];
  readonly people?: People;
  readonly policy?: Policy;
  readonly images?: () => Promise<readonly { readonly name: string }[]>;
}

export async function smallBot({
  clouds = ['practice'],
  images,
  people,
  policy,
}: SmallBotOptions = {}): Promise<SmallBot> {
  const clock = virtualClock();
  const store = sqliteStore(':memory:');
  const removed: string[] = [];
  const errors: { data: object; message: string }[] = [];
  let asked = 0;
  const list = async () => {
    asked++;
    return images ? images() : [{ name: 'base-image' }, { name: 'work image' }];
  };
  const log: Log = { ...silent, error: (data, message) => void errors.push({ data, message }) };
  const operations = [startBox, boxStop(removed).operation];
  const access = policy ? accessBy(() => policy) : ownConsent;
  const mayAnswer = (head: Head, by: Person) => access.answering(by, head) === undefined;
  const chat = fakeChat();
  const who = { mayAnswer, asked: access.asked };
  const engine = createEngine({ store, operations, world: noWorld, chats: [chat], clock, ...who });
  const desk = createDesk({
    ...(people ? { people } : {}),
    access,
    commands: await smallCatalogue(removed),
    engine,
    clouds: clouds.map((name) => cloudCalled(name, list)),
    store,
    files: noWorld.files,
    version: '1.2.3',
    now: clock.now,
    log,
    chats: [{ name: 'web' }],
  });
  engine.start();
  onTestFinished(async () => {
    await engine.close();
    await store.close();
  });
  let events = 0;
  const where = { chat: 'web', channel: 'general' };
  const locale: Locale = 'en';
  return {
    desk,
    store,
    chat,
    removed,
    imagesAsked: () => asked,
    errors,
    async hear(body, by = {}) {
      const heard = typeof body === 'string' ? { words: body } : body;
      const answer = desk.hear(
        { id: `event-${events++}`, who: ann, where, locale, ...by, body: heard },
        new AbortController().signal,
      );
      let over = false;
      const done = answer.finally(() => {
        over = true;
      });
      await drive(clock, async () => over, engine.busy);
      return done;
    },
    until: (id, state) => drive(clock, async () => (await store.read(id))?.head.state === state, engine.busy),
    pass: (ms) => clock.pass(ms),
    begun: async () => (await store.heads({ limit: 1000 })).length,
  };
}

/** What a refusal says, all of it; anything else fails the test. */
export function refusal(answer: Answer): {
  readonly said: string;
  readonly hint: string;
  readonly next: readonly string[];
} {
  if (answer.kind !== 'view' || answer.outcome.ok) throw new Error(`no refusal: ${JSON.stringify(answer)}`);
  const [note] = answer.view.blocks;
  return {
    said: answer.view.title,
    hint: note?.kind === 'note' ? note.text : '',
    next: (answer.view.buttons ?? []).map(({ label }) => label),
  };
}
