import type { z } from 'zod';
import type { Env, Finding } from './cloud.ts';
import type { Reason } from './failure.ts';
import type { Log } from './log.ts';
import type { Pace } from './pace.ts';
import type { Peers } from './peers.ts';
import type { Locale, Phrase } from './phrases.ts';
import type { Invocation, View } from './view/view.ts';

/** Platform, workspace and the platform's own unchanging user id: `web:local:ann`. Never a display name. */
export type PersonId = string & { readonly is?: 'person' };

export interface Person {
  readonly id: PersonId;
  /** For reading only; it may change and two people may share one. */
  readonly name: string;
  /** The id they go by in the chat they speak from, where they are known by another. */
  readonly account?: PersonId;
  /**
   * What else the policy may call them: their other accounts, and what their chat says they belong to, as
   * `slack:T024BE7LD:S0614TZR7`, `discord:<server>:<role>`.
   */
  readonly belongs?: readonly string[];
}

export interface Place {
  /** The chat's name: `web`, `terminal`, `slack`. */
  readonly chat: string;
  readonly channel: string;
  readonly thread?: string;
}

export type MessageRef = string & { readonly is?: 'message' };

/** A place where people type and press. The terminal and the local page are chats like any other. */
export interface Chat {
  readonly name: string;
  /** Begins to hear; every word, press and form goes to `desk`. */
  listen(desk: Desk): Promise<void>;
  /** The same key makes one message, however often it is posted. */
  post(where: Place, view: View, key: string): Promise<MessageRef>;
  edit(where: Place, ref: MessageRef, view: View): Promise<void>;
  /** Shows a form to the person; what is filled in comes back through `desk.hear`. */
  ask(where: Place, who: Person, form: Form): Promise<void>;
  close(): Promise<void>;
  /** Where a person finds it once it listens, where that is an address to open. */
  address?(): string | undefined;
  /** It can be there only once, as a page at its port: it listens where it is led, and can be closed and listen again. */
  readonly once?: true;
  /** How fast the platform lets it speak; without one it may speak at any time. */
  readonly pace?: Pace;
  /** Does it hear its platform now? Without this, what listens hears. */
  connected?(): boolean;
  /** Something has begun, waits for a person or has ended, wherever it was said: what it shows of machines may be old. */
  changed?(): void;
  /** Who has this account, as the platform says it now; nothing where nobody has whom it could be given to. */
  who?(account: PersonId): Promise<Known | undefined>;
  /** Looks at itself for `/hoist doctor`: what works, what is missing and how to mend it. */
  check?(signal: AbortSignal): Promise<readonly Finding[]>;
}

/** Somebody in a chat, whether or not they have spoken. */
export interface Known {
  readonly name: string;
  /** No person: it neither owns nor agrees to anything. */
  readonly bot: boolean;
}

/** What a chat brings in. `id` names the event, so that a redelivered one is known. */
export interface Heard {
  readonly id: string;
  readonly who: Person;
  readonly where: Place;
  readonly locale: Locale;
  readonly body: { readonly words: string } | { readonly press: Invocation } | { readonly filled: Invocation };
}

export type Answer = Spoken &
  (
    | { readonly kind: 'view'; readonly view: View; readonly outcome: Outcome; readonly data?: unknown }
    | { readonly kind: 'form'; readonly form: Form }
    | {
        readonly kind: 'began';
        readonly operation: string;
        readonly view: View;
        /** It was to be taken back, so that is how it ends well. */
        readonly wants?: 'undone';
      }
  );

interface Spoken {
  /** The language it is said in: what the person chose, or else what the chat said of them. */
  readonly locale?: Locale;
}

/** How it went, for an exit code; `reason` where it went wrong. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly reason: Reason };

/** A command as a chat may offer it before anybody says it. */
export interface Sayable {
  /** `gpu start` */
  readonly name: string;
  about(locale: Locale): string;
  fields(locale: Locale): readonly Field[];
}

/** The one place where words, presses and forms are understood; every chat talks to it and to nothing else. */
export interface Desk {
  hear(heard: Heard, signal: AbortSignal): Promise<Answer>;
  /** What could be typed next at the end of `line`. */
  complete(
    line: string,
    who: Person,
    where: Place,
    locale: Locale,
    signal: AbortSignal,
  ): Promise<readonly Completion[]>;
  /** Values for one field of a form. */
  choices(
    command: string,
    field: string,
    typed: string,
    who: Person,
    where: Place,
    locale: Locale,
    signal: AbortSignal,
  ): Promise<readonly Choice[]>;
  /** Everything that can be said, by name. */
  catalogue(): Promise<readonly Sayable[]>;
}

export interface Completion {
  /** Replaces the line from `from` to its end. */
  readonly from: number;
  readonly text: string;
  readonly about?: string;
}

export interface Choice {
  readonly value: string;
  readonly about?: string;
}

/** What is missing of a command, to be filled in by a person. */
export interface Form {
  readonly command: string;
  readonly title: string;
  /** Why it is asked, when the words had a mistake. */
  readonly note?: string;
  readonly fields: readonly Field[];
}

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'whole' | 'flag' | 'one-of' | 'secret' | 'size' | 'duration';
  readonly required: boolean;
  readonly value?: string;
  /** Fixed choices, or the first of those that `desk.choices` finds. */
  readonly choices?: readonly Choice[];
  /** More choices come from `desk.choices` while typing. */
  readonly searchable: boolean;
}

export interface ChatAdapter<Config extends object> {
  readonly name: string;
  readonly config: z.ZodType<Config>;
  configured(env: Env): boolean;
  /** Why it must not be opened beside these clouds; asked before `open`. */
  refuses?(config: Config, clouds: readonly { readonly name: string; readonly kind: string }[]): Phrase | undefined;
  open(config: Config, memory: Memory, log: Log): Promise<Chat>;
}

/** Small durable facts a chat may keep between restarts, in the bot's own store. */
export interface Memory {
  put(key: string, value: unknown): Promise<void>;
  /** Like `put`, of what is no loss should the power go; the process may die. */
  jot(key: string, value: unknown): Promise<void>;
  /** Jots it down only where nothing is yet: true for the first of all that try. */
  add(key: string, value: unknown): Promise<boolean>;
  get(key: string): Promise<unknown>;
  /** Keys that begin with the prefix, with their values, in the order of the keys. */
  all(prefix: string): Promise<readonly (readonly [key: string, value: unknown])[]>;
  forget(key: string): Promise<void>;
  /** The processes that keep things here too; without it there are no others. */
  readonly peers?: Peers;
}

export const defineChat = <Config extends object>(adapter: ChatAdapter<Config>): ChatAdapter<Config> => adapter;
