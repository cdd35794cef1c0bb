import { z } from 'zod';
import type { Entry, Head, Wanted } from '#kit';
import { approvalShape, locales, takeShape } from '#kit';

const json = z.string().transform((text): unknown => JSON.parse(text));
const person = z
  .object({ id: z.string(), name: z.string(), account: z.string().optional() })
  .transform(({ account, ...rest }) => ({ ...rest, ...(account === undefined ? {} : { account }) }));
const place = z
  .object({ chat: z.string(), channel: z.string(), thread: z.string().optional() })
  .transform(({ thread, ...rest }) => ({ ...rest, ...(thread === undefined ? {} : { thread }) }));

const state = z.enum(['going', 'waiting', 'done', 'undone', 'stuck']);

/** What never changes of an operation, as one text. */
const born = json.pipe(
  z.object({
    id: z.string(),
    operation: z.string(),
    input: z.unknown(),
    who: person,
    where: place,
    locale: z.enum(locales),
    likeness: z.string(),
    at: z.number(),
    about: z.array(z.string()).exactOptional(),
    approval: approvalShape.exactOptional(),
    takes: z.array(takeShape).exactOptional(),
  }),
);

export function headFrom(text: unknown, now: unknown, length: number): Head {
  const { input, ...rest } = born.parse(text);
  return { ...rest, input, state: state.parse(now), length };
}

// An entry was an `Entry` when this adapter wrote it; these lists have no other writer.
export const entryFrom = (text: string): Entry => JSON.parse(text) as Entry;

const optional = z
  .string()
  .nullable()
  .transform((value) => value ?? undefined);
const wanted = z.tuple([
  z.string(),
  z.string(),
  z.enum(['card', 'ping']),
  json.pipe(place),
  z.coerce.number(),
  z.coerce.number(),
  optional,
  state,
  optional,
]);

export function wantedFrom(row: unknown): Wanted {
  const [id, operation, kind, where, length, sent, ref, its, card] = wanted.parse(row);
  return {
    id,
    operation,
    kind,
    where,
    wanted: length,
    sent,
    state: its,
    ...(ref === undefined ? {} : { ref }),
    ...(card === undefined ? {} : { card }),
  };
}
