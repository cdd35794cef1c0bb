import { z } from 'zod';
import { approvalShape } from './approval.ts';
import type { Mark } from './store-moved.ts';
import { takeShape } from './takes.ts';

/** One end of a move: a store that nobody else uses meanwhile, as a stream of what it holds. */
export interface StoreEnd {
  readonly kind: 'sqlite' | 'redis';
  mark(): Promise<Mark | undefined>;
  /** The move that filled it, if one did. */
  filledBy(): Promise<string | undefined>;
  /** How many operations it holds. */
  count(): Promise<number>;
  /**
   * Everything, each as `piece` reads it: operations by id, events by time, then what steps took and facts by name,
   * names in the order of their bytes. What somebody carried was dropped is due at the end of that lease.
   */
  pieces(): AsyncIterable<unknown>;
  /** Keeps everybody else away and marks it; says it when somebody uses it. */
  take(mark: Mark, now: number): Promise<void>;
  /** Forgets everything but the mark. */
  empty(): Promise<void>;
  write(pieces: readonly Piece[]): Promise<void>;
  /** Free to be used, as what that move has made of it. */
  open(move: string): Promise<void>;
  /** Not to be used any more. */
  leave(mark: Mark): Promise<void>;
  /** What was taken and neither opened nor left is as free as it was before, unless it is half filled. */
  close(): Promise<void>;
}

const person = z.looseObject({ id: z.string(), name: z.string() });
const place = z.looseObject({ chat: z.string(), channel: z.string() });

const message = z.object({
  number: z.coerce.number(),
  id: z.string(),
  kind: z.enum(['card', 'ping']),
  where: place,
  wanted: z.coerce.number(),
  sent: z.coerce.number(),
  ref: z.string().optional(),
});

/** An operation with its journal and its messages. */
const operation = z.object({
  kind: z.literal('operation'),
  id: z.string(),
  operation: z.string(),
  input: z.unknown(),
  who: person,
  where: place,
  locale: z.string(),
  likeness: z.string(),
  about: z.array(z.string()).optional(),
  approval: approvalShape.optional(),
  takes: z.array(takeShape).optional(),
  state: z.enum(['going', 'waiting', 'done', 'undone', 'stuck']),
  at: z.number(),
  /** When the last entry was written. */
  changed: z.number(),
  due: z.number().optional(),
  fence: z.number(),
  /** As they were written, to the letter. */
  entries: z.array(z.string()),
  messages: z.array(message),
});

export const piece = z.discriminatedUnion('kind', [
  operation,
  z.object({ kind: z.literal('event'), event: z.string(), at: z.number(), operation: z.string().optional() }),
  z.object({
    kind: z.literal('took'),
    likeness: z.string(),
    steps: z.array(z.object({ step: z.string(), times: z.array(z.number()) })),
  }),
  z.object({ kind: z.literal('fact'), key: z.string(), value: z.unknown() }),
]);
export type Piece = z.infer<typeof piece>;
export type OperationPiece = z.infer<typeof operation>;
