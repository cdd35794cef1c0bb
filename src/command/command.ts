import type { Standing } from '../access/standings.ts';
import type { Audit } from '../audit/audit.ts';
import type { Answer, Person, PersonId, Place } from '../chat.ts';
import type { Cloud } from '../cloud.ts';
import type { OperationsDesk } from '../engine/desk.ts';
import type { Operation } from '../engine/operation.ts';
import type { Failure } from '../failure.ts';
import type { Files } from '../files.ts';
import type { Locale, Phrase } from '../phrases.ts';
import type { Head, OperationId } from '../store.ts';
import type { Called, View } from '../view/view.ts';
import type { Args, Values } from './args.ts';
import type { Part } from './checkup.ts';

/** Something a person can say. Declared once; usage, help, forms, completion and permission come from it. */
export interface Command<A extends Args = Args> {
  /** Noun and verb, as typed: "gpu start". The file is commands/gpu/start.ts. */
  readonly name: string;
  readonly about: Phrase;
  /** What the policy file calls it: "gpu:start". */
  readonly permission: string;
  readonly danger: 'reads' | 'changes' | 'removes';
  /**
   * What the policy file calls it where it is done to what is somebody else's: "vm:unlock-others". It counts among what
   * `removes`, and whoever may say the command may not do that by the way.
   */
  readonly others?: string;
  /** Lines that work as typed, without the slash. */
  readonly examples: readonly string[];
  readonly args: A;
  /** Arguments of which only one can be said at a time. */
  readonly either?: readonly Either[];
  run(values: Values<A>, turn: Turn): Promise<Answer>;
}

export interface Either {
  readonly args: readonly string[];
  /** Why not both: "a disk already holds a system, an image makes a new disk". */
  readonly because?: Phrase;
}

/** What can be said. Names are known at once; a command is loaded when it is needed. */
export interface Catalogue {
  readonly names: readonly string[];
  load(name: string): Promise<Command>;
}

export const catalogueOf = (commands: readonly Command[]): Catalogue => ({
  names: commands.map(({ name }) => name),
  async load(name) {
    const found = commands.find((command) => command.name === name);
    if (!found) throw new Error(`no command ${name}`);
    return found;
  },
});

/** Everything a command may reach. It decides and delegates; it never waits. */
export interface Turn {
  readonly who: Person;
  readonly where: Place;
  readonly locale: Locale;
  readonly signal: AbortSignal;
  readonly now: number;
  /** The cloud asked for, or the only one, or the one preferred here. */
  readonly cloud: Cloud;
  readonly clouds: readonly Cloud[];
  readonly operations: OperationsDesk;
  readonly files: Files;
  /** What this person may say. */
  catalogue(): Promise<readonly Command[]>;
  /** What they may not say here, and why. */
  refused(): Promise<readonly { readonly command: Command; readonly why: Phrase }[]>;
  /** How it stands with their quotas in each cloud they may use; a cloud that does not answer says why. */
  quotas(): Promise<readonly CloudQuotas[]>;
  readonly audit: Pick<Audit, 'newest' | 'verify'>;
  readonly settings: Settings;
  readonly version: string;
  /** What stands before a command where these words were said: "/" in a chat, nothing in a terminal. */
  readonly slash: string;
  /** Begins the operation, or shows its plan when the person said `--plan`. */
  start<I, O, S extends string>(operation: Operation<I, O, S>, input: I): Promise<Answer>;
  /** Shows an operation that is there: its own card where that can be seen, or else what the card says now. */
  follow(id: OperationId, wants?: 'undone'): Promise<Answer>;
  /** Why they may not do this to what is somebody else's, in this cloud; nothing when they may. */
  othersRefusal(): Phrase | undefined;
  /** May this person answer the question it waits with? */
  mayAnswer(head: Head): boolean;
  /** What a person is called, by the id that a stamp carries. */
  nameOf(id: PersonId): Promise<string>;
  /** The person who is meant, by an id, by a mention, or by a name of the configuration; never by what a chat calls them. */
  somebody(typed: string): Promise<Somebody>;
  /** The bot's own parts, each of which can look at itself. */
  checkup(): Promise<readonly Part[]>;
  /** Says it at once; `data` is what `--json` prints. */
  say(view: View, data?: unknown): Answer;
  /** Asks for one or more missing values; what was given so far stays in the form. `choices` by argument name. */
  askFor(
    missing: readonly string[],
    more?: {
      readonly choices?: Readonly<Record<string, readonly { readonly value: string; readonly about?: string }[]>>;
      readonly note?: string;
      /** Filled in already; a person may change it. */
      readonly values?: Readonly<Record<string, string>>;
      /** It may stay empty. */
      readonly optional?: true;
      /** The argument that had it asked for, which does not come back. */
      readonly without?: string;
    },
  ): Promise<Answer>;
}

/** Another person than the one who speaks. */
export interface Somebody extends Called {
  readonly id: PersonId;
}

/** Quotas of somebody in one cloud, as of now. */
export interface CloudQuotas {
  readonly cloud: string;
  readonly standings: readonly Standing[];
  readonly unknown?: Failure;
}

export interface Settings {
  locale(who: Person): Promise<Locale | undefined>;
  setLocale(who: Person, locale: Locale): Promise<void>;
  /** The cloud that is meant when none is said, by this person or in this place. */
  cloud(whose: Person | Place): Promise<string | undefined>;
  /** Without a name it is forgotten. */
  setCloud(whose: Person | Place, name: string | undefined): Promise<void>;
}

export const defineCommand = <const A extends Args>(command: Command<A>): Command<A> => command;
