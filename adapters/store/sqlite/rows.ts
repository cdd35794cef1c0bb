import { z } from 'zod';
import type { Entry, Head, Wanted } from '#kit';
import { approvalShape, locales, takeShape } from '#kit';
import type { Row } from './database.ts';

const json = z.string().transform((text): unknown => JSON.parse(text));
const person = json
  .pipe(z.object({ id: z.string(), name: z.string(), account: z.string().optional() }))
  .transform(({ account, ...rest }) => ({ ...rest, ...(account === undefined ? {} : { account }) }));
const place = json
  .pipe(z.object({ chat: z.string(), channel: z.string(), thread: z.string().optional() }))
  .transform(({ thread, ...rest }) => ({ ...rest, ...(thread === undefined ? {} : { thread }) }));

const state = z.enum(['going', 'waiting', 'done', 'undone', 'stuck']);

const head = z.object({
  id: z.string(),
  operation: z.string(),
  input: json,
  who: person,
  place,
  locale: z.enum(locales),
  likeness: z.string(),
  state,
  at: z.number(),
  about: json.pipe(z.array(z.string())).nullable(),
  approval: json.pipe(approvalShape).nullable(),
  takes: json.pipe(z.array(takeShape)).nullable(),
  length: z.number(),
});

export function headFrom(row: Row): Head {
  const { place: where, about, approval, takes, ...rest } = head.parse(row);
  return {
    ...rest,
    where,
    ...(about === null ? {} : { about }),
    ...(approval === null ? {} : { approval }),
    ...(takes === null ? {} : { takes }),
  };
}

// An entry was an `Entry` when this adapter wrote it; the file has no other writer.
export const entryFrom = (row: Row): Entry => JSON.parse(String(row.entry)) as Entry;

const wanted = z.object({
  id: z.string(),
  operation: z.string(),
  kind: z.enum(['card', 'ping']),
  state,
  place,
  wanted: z.number(),
  sent: z.number(),
  ref: z.string().nullable(),
  card: z.string().nullable(),
});

export function wantedFrom(row: Row): Wanted {
  const { place: where, ref, card, ...rest } = wanted.parse(row);
  return { ...rest, where, ...(ref === null ? {} : { ref }), ...(card === null ? {} : { card }) };
}
