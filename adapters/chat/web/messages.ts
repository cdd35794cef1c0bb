import { z } from 'zod';
import type { Form, Memory, Person, PersonId, View } from '#kit';

/** One message as the page shows it and the memory keeps it. */
export interface Message {
  readonly id: string;
  readonly channel: string;
  readonly thread?: string | undefined;
  /** It answers a press or a form of this message, and is shown in its place. */
  readonly under?: string | undefined;
  /** Rises with every message, so it is their order. */
  readonly seq: number;
  readonly at: number;
  /** Nobody when it is the bot. */
  readonly from?: Person | undefined;
  /** Who alone may see it. */
  readonly only?: PersonId | undefined;
  readonly body: Body;
}

export type Body =
  | { readonly words: string }
  | { readonly view: View }
  | { readonly form: Form; readonly filled?: boolean | undefined };

export type Draft = Omit<Message, 'seq' | 'at'>;

export interface Messages {
  /** Adds it, or changes the one with the same id, which keeps its place. Kept when it answers. */
  put(draft: Draft): Promise<Message>;
  get(id: string): Message | undefined;
  /** Every message in order; with `since`, only what changed after that. */
  all(since?: number): readonly Message[];
  /** Rises with every change of any message. */
  readonly changes: number;
  watch(heard: (message: Message) => void): () => void;
}

const prefix = 'message/';

// Views and forms were checked by their types when they were put; only the frame is checked again, for files of older versions.
const kept = z.object({
  id: z.string(),
  channel: z.string(),
  thread: z.string().optional(),
  under: z.string().optional(),
  seq: z.number(),
  at: z.number(),
  from: z.object({ id: z.string(), name: z.string() }).optional(),
  only: z.string().optional(),
  body: z.union([
    z.object({ words: z.string() }),
    z.object({ view: z.custom<View>((view) => typeof view === 'object' && view !== null) }),
    z.object({
      form: z.custom<Form>((form) => typeof form === 'object' && form !== null),
      filled: z.boolean().optional(),
    }),
  ]),
});

/** The messages of every channel, the newest `most` of each, in the bot's memory. */
export async function openMessages(
  memory: Memory,
  options: { readonly most: number; readonly now: () => number },
): Promise<Messages> {
  const all = new Map<string, { readonly message: Message; readonly change: number }>();
  const watchers = new Set<(message: Message) => void>();
  for (const [, value] of await memory.all(prefix)) {
    const { data } = kept.safeParse(value);
    if (data) all.set(data.id, { message: data, change: 0 });
  }
  let seq = Math.max(0, ...[...all.values()].map(({ message }) => message.seq));
  let changes = 0;
  let last: Promise<unknown> = Promise.resolve();

  const inOrder = () => [...all.values()].sort((a, b) => a.message.seq - b.message.seq);

  async function write(draft: Draft): Promise<Message> {
    const before = all.get(draft.id)?.message;
    const message: Message = { ...draft, seq: before?.seq ?? ++seq, at: before?.at ?? options.now() };
    await memory.put(prefix + message.id, message);
    all.set(message.id, { message, change: ++changes });
    for (const heard of watchers) heard(message);
    if (!before) await thin(message.channel);
    return message;
  }

  async function thin(channel: string): Promise<void> {
    const here = inOrder().filter(({ message }) => message.channel === channel);
    for (const { message } of here.slice(0, Math.max(0, here.length - options.most))) {
      all.delete(message.id);
      await memory.forget(prefix + message.id);
    }
  }

  return {
    put(draft) {
      // One at a time, so that an edit never overtakes the one before it.
      const written = last.then(() => write(draft));
      last = written.catch(() => undefined);
      return written;
    },
    get: (id) => all.get(id)?.message,
    all: (since = -1) =>
      inOrder()
        .filter(({ change }) => change > since)
        .map(({ message }) => message),
    get changes() {
      return changes;
    },
    watch(heard) {
      watchers.add(heard);
      return () => void watchers.delete(heard);
    },
  };
}
