import type { Readable } from 'node:stream';
import type { Chat, Desk, Env, Form, Locale, Person, Place, View } from '#kit';
import { askingOn } from './ask.ts';
import { draw } from './draw.ts';
import type { Work } from './follow.ts';
import { type Hearing, hearing } from './hearing.ts';
import { paintFor } from './paint.ts';
import { promptLoop } from './prompt.ts';
import type { Output } from './screen.ts';
import { atPrompt, inShell } from './words.ts';

/** What the terminal is made of; a test gives its own. */
export interface Streams {
  readonly in: Readable & { readonly isTTY?: boolean };
  readonly out: Output;
  readonly err: Output;
  /** Calls the listener at each Ctrl-C; the answer stops that. */
  interrupts(listener: () => void): () => void;
}

export interface TerminalOptions {
  readonly streams: Streams;
  readonly env: Env;
  readonly locale: Locale;
  readonly who: Person;
  readonly now: () => number;
  readonly work: Work;
  /** One line to hear and then no more; without it people type at a prompt. */
  readonly line: string | undefined;
  /** How a command is run from the shell: `hoist `. */
  readonly prefix: string;
  /** Lines typed before, newest first, and what to do with a new one. */
  readonly history: { read(): Promise<readonly string[]>; add(line: string): Promise<void> };
}

export interface Terminal extends Chat {
  /** The exit status, when the line was heard or the person left. */
  readonly ended: Promise<number>;
  /** Where it is, as the desk is told. */
  readonly place: Place;
}

/** A terminal as a chat: one line from a shell, or a prompt. */
export function terminalChat(options: TerminalOptions): Terminal {
  const { streams, locale } = options;
  const paint = paintFor(options.env, streams.out.isTTY === true);
  const typed = options.line === undefined ? atPrompt : inShell(options.prefix);
  const asking = streams.in.isTTY && streams.out.isTTY ? askingOn(streams.in, streams.out) : undefined;
  const place: Place = { chat: 'terminal', channel: 'terminal', thread: crypto.randomUUID() };
  const followed = new Set<string>();
  const ended = Promise.withResolvers<number>();
  let ear: Hearing | undefined;

  const print = (view: View) => {
    const lines = draw(view, {
      paint,
      locale,
      typed,
      ...(streams.out.columns ? { columns: streams.out.columns } : {}),
    });
    if (asking) asking.above(lines);
    else streams.out.write(`${lines.join('\n')}\n`);
  };
  // Another process may work on the same journal and get the messages of this one's operations, or this one those of
  // a terminal that was closed: what is not for here is nobody's to see, `op show` finds it again.
  const mine = (where: Place, key: string) =>
    where.thread === place.thread && ![...followed].some((id) => key.startsWith(id));
  // A reply that calls the person back is for those who went away; here the message itself says it.
  const calls = (view: View) => view.to?.some(({ ids }) => ids.includes(options.who.id)) ?? false;
  const titles = new Map<string, string>();
  const say = (where: Place, key: string, view: View) => {
    // Nothing that scrolled by can be changed: a message is said again when its first words are others.
    if (titles.get(key) === view.title) return;
    titles.set(key, view.title);
    if (mine(where, key) && !calls(view)) print(view);
  };
  const prompted = async (desk: Desk, hears: Hearing) => {
    if (!asking) throw new Error('a prompt needs a terminal');
    return promptLoop(desk, hears, asking, { ...options, place });
  };

  return {
    name: 'terminal',
    ended: ended.promise,
    place,
    async listen(desk: Desk) {
      const hears = hearing(desk, { ...options, paint, typed, asking, place, followed });
      ear = hears;
      const heard = options.line === undefined ? prompted(desk, hears) : hears.words(options.line);
      heard.then(ended.resolve, ended.reject);
    },
    async post(where, view, key) {
      await ear?.answered();
      if (!titles.has(key)) say(where, key, view);
      return key;
    },
    edit: async (where, ref, view) => say(where, ref, view),
    async ask(_where: Place, _who: Person, form: Form) {
      await ear?.form(form);
    },
    async close() {},
  };
}
