import type { Person, PersonId } from '../chat.ts';
import type { Locale } from '../phrases.ts';

/** What a message says, before any chat draws it. Texts are plain: each chat escapes them its own way. */
export interface View {
  readonly title: string;
  readonly tone: Tone;
  readonly blocks: readonly Block[];
  readonly buttons?: readonly Button[];
  /** Whom it calls, in the way of the chat. */
  readonly to?: readonly Called[];
  /** The language of its words, where a chat adds words of its own. */
  readonly locale?: Locale;
}

/** A person or a group: called by those of these ids that the chat knows, named where it knows none. */
export interface Called {
  readonly name: string;
  readonly ids: readonly PersonId[];
}

/** By the account they go by in the chat they spoke from. */
export const called = ({ name, id, account = id }: Person): Called => ({ name, ids: [account] });

export type Tone = 'plain' | 'good' | 'bad' | 'waiting';
export type StepState = 'todo' | 'doing' | 'done' | 'undone' | 'failed' | 'waiting';

export type Block =
  | { readonly kind: 'text'; readonly text: string }
  /** Said more quietly: hints, prices, what was kept. */
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  /** Stands alone, ready to copy. */
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'steps'; readonly steps: readonly StepLine[] }
  | { readonly kind: 'table'; readonly columns: readonly Column[]; readonly rows: readonly Row[] };

export type Fact = readonly [label: string, value: string];

export interface StepLine {
  readonly name: string;
  readonly state: StepState;
  /** What it found or is doing: "building", "base-image, 12 GB". */
  readonly note?: string;
  /** How long it took, or has been going and usually takes. */
  readonly time?: string;
  /** When the running began (epoch ms): `time` begins with how long ago that is, and a chat may count on by itself. */
  readonly since?: number;
  /** From 0 to 1, where bytes can be counted. */
  readonly share?: number;
}

export interface Column {
  readonly name: string;
  readonly align?: 'left' | 'right';
}

export interface Row {
  readonly cells: readonly string[];
  /** What it has in common with the rows beside it, for a chat that draws them one by one: “Your machines”. */
  readonly group?: string;
  readonly buttons?: readonly Button[];
}

/** A button is a command: a press takes the same road as typed words. */
export interface Button {
  readonly label: string;
  readonly press: Invocation;
  readonly style?: 'primary' | 'danger';
}

export interface Invocation {
  readonly command: string;
  readonly args: Readonly<Record<string, string>>;
}

/** Fails to compile when a kind is added and not drawn. */
export function never(unexpected: never): never {
  throw new Error(`unhandled: ${JSON.stringify(unexpected)}`);
}
