import type { z } from 'zod';
import type { Holding } from '../access/usage.ts';
import type { Cloud } from '../cloud.ts';
import type { DiskId, MachineId } from '../cloud-things.ts';
import type { Failure } from '../failure.ts';
import type { Files } from '../files.ts';
import type { Locale, Phrase, Said } from '../phrases.ts';
import type { Block, Button, Called } from '../view/view.ts';

/** Work that survives its process: plain code whose steps are journaled, replayed and undone. */
export interface Operation<I, O, S extends string = string> {
  readonly name: string;
  readonly input: z.ZodType<I>;
  /** Every step a person sees, in order: the plan of a dry run, and the list that fills in as the work goes. */
  readonly outline: Readonly<Record<S, Phrase>>;
  /** Steps of the outline that this input does not need. */
  skips?(input: I): readonly S[];
  /** Steps that are taken back when a later one fails, for a dry run to name; all of them unless it is said. */
  readonly undoes?: readonly S[];
  /** It makes nothing that costs, but changes or removes what is there: taken back, all is as it was. */
  readonly makes?: 'nothing';
  /** Steps that are final, for a dry run to name. */
  finals?(input: I): readonly S[];
  /**
   * What it works on: until it has ended, no other works on any of it. The first that is taken is the one that a person
   * reads of. Nothing unless it is said.
   */
  about?(input: I): readonly Thing[];
  /**
   * Machines, by themselves or by their disks, that it removes, stops, parks or turns off; of one that is locked it does
   * nothing. `made` where it is being taken back. Nothing unless it is said.
   */
  disturbs?(input: I, made?: O): readonly Disturbed[];
  /** Once it is done it is not taken back by the way: what does that instead. */
  stands?(input: I): Failure;
  /** What will be there when it is done, for quotas; nothing that counts unless it is said. */
  holds?(input: I): Holding;
  /**
   * The same input, as it is begun under quotas: with how it stands with them, for the card, and whether others have to
   * agree first, which takes a step of its own.
   */
  under?(input: I, quotas: { readonly lines: readonly Said[]; readonly asks: boolean }): I;
  /** What people may still choose otherwise while they are asked to agree, by the name of the flag that says the same. */
  readonly toggles?: Readonly<Record<string, Toggle<I>>>;
  /** Operations with the same likeness take about as long: "gpu.start practice base-image". */
  likeness(input: I): string;
  run(op: Steps<S>, input: I, world: World): Promise<O>;
  readonly tell: Telling<I, O, S>;
}

/** What an operation works on: the key is the same whoever finds it, the name is what people call it. */
export interface Thing {
  readonly key: string;
  readonly name: string;
}

/** A yes or no within the input. Only what comes behind the question may depend on it. */
export interface Toggle<I> {
  /** What the help says of its flag. */
  readonly about: Phrase;
  /** What the card says beside the box, in few words. */
  readonly label: Phrase;
  /** How it stands; undefined where there is nothing to choose. */
  is(input: I): boolean | undefined;
  set(input: I, on: boolean): I;
}

export type Disturbed = { readonly cloud: string } & ({ readonly machine: MachineId } | { readonly disk: DiskId });

export interface Telling<I, O, S extends string> {
  /** While it goes: "Starting gpu-vm-… · base-image". */
  title(input: I, locale: Locale): string;
  /** Under the title while it goes, and in the plan: price, where, until when. `asked` is what was last asked about it. */
  about?(input: I, locale: Locale, asked?: unknown): readonly Block[];
  done(value: O, input: I, locale: Locale): Ending;
  /** First words when it failed or was taken back: "gpu-vm-… did not start". */
  failed(input: I, locale: Locale): string;
  /** The card of a step that waits for a person. `asked` is what the step put there; `before` if it was another plan. */
  question?(step: S, asked: unknown, input: I, locale: Locale, before?: Before): Question;
}

/** What was agreed to before it was found to be another one. */
export interface Before {
  readonly asked: unknown;
  /** When that was found. */
  readonly at: number;
}

export interface Ending {
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly buttons?: readonly Button[];
  /** What was kept because somebody chose that, for the line that says who agreed: "image train-data-final kept". */
  readonly kept?: readonly string[];
  /** The short reply that pings the person. */
  readonly ping?: string;
  /** Whom that reply calls besides. */
  readonly calls?: readonly Called[];
}

export interface Question {
  readonly blocks: readonly Block[];
  readonly yes: string;
  readonly no: string;
  /** A yes takes something away for good. */
  readonly danger?: true;
  /** What has to be typed where there are no buttons. */
  readonly word: string;
  /** Names the plan that is asked about: a yes with it is a yes to no other. */
  readonly seen?: string;
  /** Others than the one who asked have to agree. */
  readonly others?: true;
  /** What may be chosen otherwise until then. */
  readonly toggles?: readonly Offered[];
}

/** A toggle as it stands on a card. */
export interface Offered {
  readonly toggle: string;
  readonly label: string;
  readonly on: boolean;
}

/** What operations may reach. */
export interface World {
  cloud(name: string): Cloud;
  readonly files: Files;
}

export interface Steps<S extends string = string> {
  /** Runs once; its result is remembered. Registered for undo before it runs. */
  step<T>(name: S, step: Step<T>): Promise<T>;
  /** Looks again and again without holding a worker. */
  until<T>(name: S, look: (ref: Ref) => Promise<T | undefined>, wait: Wait<T>): Promise<T>;
  /** Waits for a person. An answer `{ yes: false }` takes the operation back and never comes here. */
  answer<T>(name: S, ask: Ask<T>): Promise<T>;
  /**
   * Waits until people agree to a plan, and answers with the one that holds by then. After their yes it is found anew:
   * where it is another one, that is asked instead, and no yes to the one before counts.
   */
  agree<P>(name: S, plan: Plan<P>): Promise<P>;
}

/** The key is the same at every try of a step, and no other step of any operation has it. */
export interface Ref {
  readonly key: string;
  readonly signal: AbortSignal;
  /** What it is doing right now; not remembered. `share` is from 0 to 1. */
  tell(phrase: Phrase, share?: number): void;
}

export interface Step<T> {
  do(ref: Ref): Promise<T>;
  /** Works by key and is happy to find nothing: the reply of `do` may have been lost. */
  undo?(ref: Ref): Promise<void>;
  /** How long `undo` may go on with a `conflict`: what has to settle before it can go. Else six tries are enough. */
  readonly undoAtMost?: number;
  /** What it made, beside its name: "20 GB universal.ru-7a". */
  note?(made: T): Phrase;
  /** The longest one try may take; two minutes unless it is said. */
  readonly atMost?: number;
  /** Cannot be taken back. Once it began, a failure stops the operation as it stands and offers to go on. */
  readonly final?: true;
}

export interface Wait<T> {
  /** The longest pause between two looks; early looks come sooner. */
  readonly every: number;
  readonly atMost: number;
  note?(found: T): Phrase;
  /** Taken when time is up, where that is no failure. */
  otherwise?(): T;
}

export interface Ask<T> {
  readonly shape: z.ZodType<T>;
  /** What the card shows; kept in the journal. */
  readonly about: unknown;
  readonly atMost: number;
}

/** Something to be agreed to before it is done. */
export interface Plan<P> {
  readonly shape: z.ZodType<P>;
  /** As it was found before anybody was asked. */
  readonly found: P;
  anew(ref: Ref): Promise<P>;
  /** What of it has to be the same; what only time changes is no part of that. */
  counts(plan: P): unknown;
  readonly atMost: number;
  /** It was agreed to in a step before: nobody is asked while it is the same. */
  readonly given?: true;
}

/** Any operation, for what only carries it. Input and output are checked by its own schema where they come in. */
// biome-ignore lint/suspicious/noExplicitAny: `unknown` would refuse every concrete operation, since input is both taken and given.
export type AnyOperation = Operation<any, any, any>;

export const defineOperation = <I, O, S extends string>(operation: Operation<I, O, S>): Operation<I, O, S> => operation;
