import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { draw } from '../../adapters/chat/terminal/draw.ts';
import { openstackCloud } from '../../adapters/cloud/openstack/cloud.ts';
import { openstackConfig } from '../../adapters/cloud/openstack/config.ts';
import { type Options, type Practice, startPractice } from '../../adapters/cloud/openstack/practice/practice.ts';
import { selectelProfile } from '../../adapters/cloud/selectel/profile.ts';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { accessBy } from '../../src/access/access.ts';
import type { Policy } from '../../src/access/policy.ts';
import { createDesk } from '../../src/bot.ts';
import { allCommands, allOperations } from '../../src/discover.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import { hostFiles } from '../../src/host-files.ts';
import {
  type Address,
  type Answer,
  type Cloud,
  type Disk,
  type Form,
  flagOf,
  type Head,
  type Invocation,
  type Kept,
  type Locale,
  type Machine,
  need,
  type Person,
  type View,
  verbatim,
} from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import { ownConsent } from '../access/own-consent.ts';
import { type FakeChat, fakeChat } from '../engine/fake-chat.ts';
import { drive, type VirtualClock, virtualClock } from '../engine/virtual-clock.ts';

export const ann: Person = { id: 'web:local:ann', name: 'ann' };
export const bob: Person = { id: 'web:local:bob', name: 'bob' };
export const where = { chat: 'web', channel: 'general' };

/** What came back, at the end of whatever it began. */
export interface Out {
  /** The view as the terminal would print it; of a form its fields, one a line. */
  readonly text: string;
  readonly answer: Answer;
  readonly view: View | undefined;
  readonly form: Form | undefined;
  readonly data: unknown;
  readonly ok: boolean;
  /** Of the operation it began. */
  readonly kept: Kept | undefined;
}

interface Asking {
  readonly who?: Person;
  readonly locale?: Locale;
  /** Does not wait for what it began. */
  readonly leave?: true;
  /** The event's name, where a chat delivers it again. */
  readonly event?: string;
}

/** The whole bot on a practice cloud of its own: words in, words out, and time that passes only when it has to. */
export interface PracticeBot {
  say(words: string, asking?: Asking): Promise<Out>;
  /** Presses a button of what was said, by its label. */
  press(out: Out, label: string, asking?: Asking): Promise<Out>;
  fill(out: Out, args: Readonly<Record<string, string>>, asking?: Asking): Promise<Out>;
  /** The lines that what is typed could become. */
  complete(line: string): Promise<readonly string[]>;
  /** What the card shows by now. */
  look(out: Out): Promise<Out>;
  /** Lets time pass until the operation rests or asks somebody. */
  rest(out: Out): Promise<Out>;
  /** Lets time pass until the journal of what was begun says so. */
  until(out: Out, there: (kept: Kept) => boolean): Promise<void>;
  /** What is in the cloud now. */
  things(): Promise<{
    readonly machines: readonly Machine[];
    readonly disks: readonly Disk[];
    readonly addresses: readonly Address[];
  }>;
  readonly practice: Practice;
  readonly cloud: Cloud;
  readonly engine: Engine;
  readonly chat: FakeChat;
  readonly clock: VirtualClock;
  readonly folder: string;
}

/** `env` goes over what the practice cloud says of itself; an empty value takes a variable away. */
export async function practiceBot(
  env: Readonly<Record<string, string>> = {},
  practising: Pick<Options, 'timings' | 'seed' | 'quotas' | 'copiesUsedDisks' | 'namesHashes'> = {},
  policy?: Policy,
): Promise<PracticeBot> {
  const clock = virtualClock();
  const folder = mkdtempSync(join(tmpdir(), 'hoist-'));
  const practice = await startPractice({ timings: 'instant', ...practising, now: clock.now });
  const cloud = practiceCloud(practice, env, clock.now);
  const store = sqliteStore(':memory:');
  const files = hostFiles(folder);
  const chat = fakeChat();
  const world = { files, cloud: () => cloud };
  const operations = await allOperations();
  const access = policy ? accessBy(() => policy) : ownConsent;
  const mayAnswer = (head: Head, by: Person) => access.answering(by, head) === undefined;
  const engine = createEngine({ store, operations, world, chats: [chat], clock, mayAnswer, asked: access.asked });
  const desk = createDesk({
    access,
    commands: await allCommands(),
    engine,
    clouds: [cloud],
    store,
    files,
    version: '0.0.0',
    now: clock.now,
    log: silent,
  });
  engine.start();
  onTestFinished(async () => {
    await engine.close();
    await cloud.close();
    await practice.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  let events = 0;
  const signal = new AbortController().signal;
  const read = async (id: string): Promise<Kept> => {
    const kept = await store.read(id);
    if (!kept) throw new Error(`no ${id}`);
    return kept;
  };
  const until = (id: string, there: (kept: Kept) => boolean) =>
    drive(clock, async () => there(await read(id)), engine.busy);

  async function outOf(answer: Answer, locale: Locale): Promise<Out> {
    if (answer.kind === 'form') return { ...nothing, answer, form: answer.form, ok: true, text: formText(answer.form) };
    if (answer.kind === 'view') {
      const { view, data, outcome } = answer;
      return { ...nothing, answer, view, data, ok: outcome.ok, text: drawn(view, locale) };
    }
    const kept = await read(answer.operation);
    const view = await engine.view(kept, locale);
    return { ...nothing, answer, view, kept, ok: kept.head.state === 'done', text: drawn(view, locale) };
  }

  async function hear(body: Parameters<typeof desk.hear>[0]['body'], asking: Asking): Promise<Out> {
    const { who = ann, locale = 'en' } = asking;
    const answer = await desk.hear({ id: asking.event ?? `event ${events++}`, who, where, locale, body }, signal);
    const out = await outOf(answer, locale);
    return out.kept && !asking.leave ? rest(out) : out;
  }

  /** A plan names the steps that cannot be taken back: none may be final that it would not name. */
  function toldFinals({ head, entries }: Kept): void {
    const finals = operations.find(({ name }) => name === head.operation)?.finals?.(head.input) ?? [];
    const untold = entries.filter((entry) => entry.kind === 'began' && entry.final && !finals.includes(entry.step));
    if (untold.length > 0) throw new Error(`${head.operation} does not name as final: ${JSON.stringify(untold)}`);
  }

  async function rest(out: Out): Promise<Out> {
    if (out.answer.kind !== 'began') return out;
    await until(out.answer.operation, ({ head, entries }) => head.state !== 'going' && !waitsBriefly(head, entries));
    await drive(clock, async () => (await store.unsent(1)).length === 0, engine.busy);
    toldFinals(await read(out.answer.operation));
    return outOf(out.answer, out.kept?.head.locale ?? 'en');
  }

  return {
    practice,
    cloud,
    engine,
    chat,
    clock,
    folder,
    say: (words, asking = {}) => hear({ words }, asking),
    fill: (out, args, asking = {}) => hear({ filled: { command: formOf(out).command, args } }, asking),
    press: (out, label, asking = {}) => hear({ press: buttonOf(out, label) }, asking),
    async complete(line) {
      const found = await desk.complete(line, ann, where, 'en', signal);
      return found.map(({ from, text }) => line.slice(0, from) + text.trimEnd());
    },
    rest,
    look: (out) => outOf(out.answer, out.kept?.head.locale ?? 'en'),
    things: async () => ({
      machines: await Array.fromAsync(cloud.list(signal)),
      disks: await Array.fromAsync(need(cloud, 'disks').list(signal)),
      addresses: await Array.fromAsync(need(cloud, 'addresses').list(signal)),
    }),
    async until(out, there) {
      if (out.answer.kind === 'began') await until(out.answer.operation, there);
    },
  };
}

/** The practice cloud as the bot reaches it. */
export function practiceCloud(practice: Practice, env: Readonly<Record<string, string>>, now: () => number): Cloud {
  const set = Object.entries({ ...usual, ...practice.env, ...env }).filter(([, value]) => value !== '');
  return {
    ...openstackCloud(openstackConfig.parse(Object.fromEntries(set)), 'practice', selectelProfile, now),
    // The addresses of the practice cloud lead nowhere, and nobody should be knocking there.
    guest: { unsupported: verbatim('there is no guest in a practice machine') },
  };
}

/** What an administrator would have configured. */
const usual = { GPU_FLAVOR_ID: '3073', SETUP_FLAVOR_ID: '1011', DISK_TYPE: 'universal', DISK_SIZE_GB: '20' };

const nothing = { view: undefined, form: undefined, data: undefined, kept: undefined };

// An operation that was answered goes on as soon as a worker has it.
const waitsBriefly = (head: Kept['head'], entries: Kept['entries']): boolean =>
  head.state === 'waiting' && entries.at(-1)?.kind === 'answered';

const drawn = (view: View, locale: Locale): string => draw(view, { locale, typed: line }).join('\n');

const line = ({ command, args }: Invocation): string =>
  [command, ...Object.entries(args).map(([name, value]) => `${flagOf(name)} ${value}`)].join(' ');

const formText = (form: Form): string =>
  [
    form.title,
    ...(form.note === undefined ? [] : [form.note]),
    ...form.fields.map(({ name, value, choices = [] }) =>
      [`${name}:`, value, ...choices.map((each) => `[${[each.value, each.about].filter(Boolean).join(' ')}]`)]
        .filter((word) => word !== undefined)
        .join(' '),
    ),
  ].join('\n');

function formOf({ form, text }: Out): Form {
  if (!form) throw new Error(`no form in: ${text}`);
  return form;
}

function buttonOf({ view, text }: Out, label: string): Invocation {
  const rows = view?.blocks.flatMap((block) => (block.kind === 'table' ? block.rows : [])) ?? [];
  const all = [...(view?.buttons ?? []), ...rows.flatMap((row) => row.buttons ?? [])];
  const button = all.find((each) => each.label === label);
  if (!button) throw new Error(`no button "${label}" in: ${text}`);
  return button.press;
}
