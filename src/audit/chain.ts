import { z } from 'zod';
import { sha256 } from '../sha256.ts';

const fact = z.strictObject({
  at: z.number(),
  /**
   * Words were said; an operation was begun, chosen otherwise, answered, asked about once more, cancelled, tried again,
   * ended; or a row before does not count.
   */
  kind: z.enum(['said', 'begun', 'toggled', 'answered', 'reminded', 'cancelled', 'again', 'ended', 'void']),
  who: z.string().exactOptional(),
  name: z.string().exactOptional(),
  /** The id in the chat they spoke from, where they are known by another. */
  account: z.string().exactOptional(),
  where: z.string().exactOptional(),
  command: z.string().exactOptional(),
  operation: z.string().exactOptional(),
  /** What the operation does, and to which things. */
  does: z.string().exactOptional(),
  about: z.array(z.string()).exactOptional(),
  /** SHA-256 of all that was decided on: the input, with the plan that was shown. */
  plan: z.string().exactOptional(),
  /** An answer, an outcome, a code; of a refusal also the rule. */
  result: z.string().exactOptional(),
  rule: z.string().exactOptional(),
  /** Of a no, why: in the words of whoever said it. */
  why: z.string().exactOptional(),
  /** The length its journal had: the same once more is the same again, after a crash. */
  length: z.number().exactOptional(),
  of: z.number().exactOptional(),
});
export type Fact = z.infer<typeof fact>;

const row = fact.extend({ seq: z.number(), before: z.string(), hash: z.string() });
export type Row = z.infer<typeof row>;

/** What stands before the first row. */
export const beginning = '0'.repeat(64);

/** Puts a fact behind another row. */
export function seal(said: Fact, last: Pick<Row, 'seq' | 'hash'> | undefined): Row {
  const seq = (last?.seq ?? 0) + 1;
  const before = last?.hash ?? beginning;
  return { ...said, seq, before, hash: sha256({ ...said, seq, before }) };
}

/** Why this is not the row that belongs behind the last one, if it is not. */
export function flawOf(value: unknown, last: Pick<Row, 'seq' | 'hash'> | undefined): Flaw | undefined {
  const read = row.safeParse(value);
  if (!read.success) return 'unreadable';
  const { hash, ...rest } = read.data;
  if (rest.seq !== (last?.seq ?? 0) + 1) return 'moved';
  if (rest.before !== (last?.hash ?? beginning)) return 'unchained';
  return hash === sha256(rest) ? undefined : 'changed';
}

export type Flaw = 'unreadable' | 'moved' | 'unchained' | 'changed' | 'missing';

export const readRow = (value: unknown): Row => row.parse(value);
