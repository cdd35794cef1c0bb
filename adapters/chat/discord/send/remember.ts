import { createHash } from 'node:crypto';
import { z } from 'zod';
import { createSweeper, type Form, type Invocation, keptPress, type Log, type Memory, type PersonId } from '#kit';

/** What this chat has to know again after a restart. */
export interface Remembered {
  /** The message that was posted with this key. */
  sent(key: string): Promise<{ readonly ref: string; readonly at: number } | undefined>;
  keepSent(key: string, ref: string): Promise<void>;
  /** Since when nobody knows whether the message of this key was posted. */
  doubtful(key: string): Promise<number | undefined>;
  keepDoubtful(key: string): Promise<void>;
  forgetDoubtful(key: string): Promise<void>;
  /** Where a message is now that had to be posted anew. */
  moved(ref: string): Promise<string>;
  keepMoved(ref: string, to: string): Promise<void>;
  thread(ref: string): Promise<string | undefined>;
  keepThread(ref: string, thread: string): Promise<void>;
  press(key: string): Promise<Invocation | undefined>;
  keepPress(key: string, press: Invocation): Promise<void>;
  form(key: string): Promise<Form | undefined>;
  /** Answers the key: the same form has the same. */
  keepForm(form: Form): Promise<string>;
  /** The language that a person's own Discord speaks. */
  language(user: string): Promise<string | undefined>;
  keepLanguage(user: string, word: string): Promise<void>;
  /** Who began an operation, should there be nowhere else to say how it goes. */
  beganBy(operation: string): Promise<PersonId | undefined>;
  keepBeganBy(operation: string, who: PersonId): Promise<void>;
  /** Channels in which somebody spoke with the bot. */
  channels(): Promise<readonly string[]>;
  keepChannel(channel: string): Promise<void>;
  commands(): Promise<{ readonly scope: string; readonly hash: string } | undefined>;
  keepCommands(scope: string, hash: string): Promise<void>;
}

const day = 24 * 3_600_000;

/**
 * How long each is worth keeping; the others are few and stay. A message is known for twice as long as an operation that has
 * ended, so no living one is posted twice.
 */
const ages = {
  'sent/': 180 * day,
  'doubt/': 180 * day,
  'moved/': 180 * day,
  'thread/': 180 * day,
  'press/': 180 * day,
  'form/': 180 * day,
  'began/': 180 * day,
};
const renewAfter = 30 * day;

const aged = z.object({ at: z.number() });
const text = aged.extend({ value: z.string() });

const kept = {
  press: aged.extend({ value: keptPress }),
  // It was checked by its type when it was kept; only the frame is checked again.
  form: aged.extend({
    value: z.custom<Form>(
      (form) => z.object({ command: z.string(), fields: z.array(z.object({})) }).safeParse(form).success,
    ),
  }),
};

export function remembering(memory: Memory, now: () => number, log: Log): Remembered {
  const sweeper = createSweeper(memory, ages, { now, log });
  const known = new Map<string, number>();
  const languages = new Map<string, string>();
  const read = async <T>(key: string, shape: z.ZodType<T>): Promise<T | undefined> =>
    shape.safeParse(await memory.get(key)).data;
  const words = async (key: string) => (await read(key, text))?.value;
  const keep = (key: string, value: unknown) => memory.put(key, { at: now(), value });
  const isFresh = (at = Number.NEGATIVE_INFINITY) => at > now() - renewAfter;
  /** What never changes is written once, and again before it is forgotten. */
  const keepOnce = async (key: string, value: unknown) => {
    if (isFresh(known.get(key))) return;
    await keep(key, value);
    known.set(key, now());
  };

  return {
    async sent(key) {
      const found = await read(`sent/${key}`, text);
      return found && { ref: found.value, at: found.at };
    },
    keepSent(key, ref) {
      sweeper.passing();
      return keep(`sent/${key}`, ref);
    },
    doubtful: async (key) => (await read(`doubt/${key}`, aged))?.at,
    keepDoubtful: (key) => keep(`doubt/${key}`, ''),
    forgetDoubtful: (key) => memory.forget(`doubt/${key}`),
    async moved(ref) {
      const found = await read(`moved/${ref}`, text);
      // What is still asked for is known as long as it is.
      if (found && !isFresh(found.at)) await keep(`moved/${ref}`, found.value);
      return found?.value ?? ref;
    },
    keepMoved: (ref, to) => keep(`moved/${ref}`, to),
    thread: (ref) => words(`thread/${ref}`),
    keepThread: (ref, thread) => keep(`thread/${ref}`, thread),
    press: async (key) => (await read(`press/${key}`, kept.press))?.value,
    keepPress: (key, press) => keepOnce(`press/${key}`, press),
    form: async (key) => (await read(`form/${key}`, kept.form))?.value,
    async keepForm(form) {
      const key = createHash('sha256').update(JSON.stringify(form)).digest('base64url').slice(0, 22);
      await keepOnce(`form/${key}`, form);
      return key;
    },
    language: (user) => words(`language/${user}`),
    async keepLanguage(user, word) {
      if (languages.get(user) === word) return;
      await keep(`language/${user}`, word);
      languages.set(user, word);
    },
    beganBy: (operation) => words(`began/${operation}`),
    keepBeganBy: (operation, who) => keepOnce(`began/${operation}`, who),
    channels: async () => (await memory.all('channel/')).map(([key]) => key.slice('channel/'.length)),
    keepChannel: (channel) => keepOnce(`channel/${channel}`, ''),
    commands: async () => (await read('commands', registered))?.value,
    keepCommands: (scope, hash) => keep('commands', { scope, hash }),
  };
}

const registered = aged.extend({ value: z.object({ scope: z.string(), hash: z.string() }) });
