import type { Answer, Person, Place } from '../chat.ts';
import type { Cloud } from '../cloud.ts';
import type { OperationsDesk } from '../engine/desk.ts';
import type { Operation } from '../engine/operation.ts';
import type { Files } from '../files.ts';
import type { Locale, Phrase } from '../phrases.ts';
import type { View } from '../view/view.ts';
import type { Args, Values } from './args.ts';

/** Something a person can say. Declared once; usage, help, forms, completion and permission come from it. */
export interface Command<A extends Args = Args> {
  /** Noun and verb, as typed: "gpu start". The file is commands/gpu/start.ts. */
  readonly name: string;
  readonly about: Phrase;
  /** What the policy file calls it: "gpu:start". */
  readonly permission: string;
  readonly danger: 'reads' | 'changes' | 'removes';
  /** Lines that work as typed, without the slash. */
  readonly examples: readonly string[];
  readonly args: A;
  run(values: Values<A>, turn: Turn): Promise<Answer>;
}

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
  readonly catalogue: readonly Command[];
  readonly settings: Settings;
  readonly version: string;
  /** Begins the operation, or shows its plan when the person said `--plan`. */
  start<I, O, S extends string>(operation: Operation<I, O, S>, input: I): Promise<Answer>;
  /** Says it at once; `data` is what `--json` prints. */
  say(view: View, data?: unknown): Answer;
  /** Asks for one or more missing values; what was given so far stays in the form. `choices` by argument name. */
  askFor(
    missing: readonly string[],
    more?: {
      readonly choices?: Readonly<Record<string, readonly { readonly value: string; readonly about?: string }[]>>;
      readonly note?: string;
    },
  ): Answer;
}

export interface Settings {
  locale(who: Person): Promise<Locale | undefined>;
  setLocale(who: Person, locale: Locale): Promise<void>;
}

export const defineCommand = <const A extends Args>(command: Command<A>): Command<A> => command;
