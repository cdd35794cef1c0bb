import { flagOf } from '../command/flags.ts';
import type { Entry } from '../engine/journal.ts';
import { Busy, Stale } from '../refused-writes.ts';
import { sha256 } from '../sha256.ts';
import type { Head, Store } from '../store.ts';
import { Full } from '../takes.ts';
import type { Audit } from './audit.ts';
import type { Fact } from './chain.ts';

/**
 * The same store, which writes down what people did and how it ended before it does. What then could not be written is
 * taken back by a row of its own; a process that dies in between leaves a row too many, never one too few.
 */
export function auditedStore(store: Store, audit: Audit): Store {
  async function first<T>(said: Fact, act: () => Promise<T>, happened: (done: T) => boolean = () => true): Promise<T> {
    const { seq } = await audit.write(said);
    const unsay = (result: string) => audit.write({ at: said.at, kind: 'void', of: seq, result });
    try {
      const done = await act();
      if (!happened(done)) await unsay('heard before');
      return done;
    } catch (error) {
      // Whether another error came before or behind the effect nobody knows: then the row stands.
      const why = refusals.find(([kind]) => error instanceof kind)?.[1];
      if (why !== undefined) await unsay(why);
      throw error;
    }
  }

  return {
    ...store,
    begin: (fresh, event, wake, limits) =>
      first(
        begunFact(fresh),
        () => store.begin(fresh, event, wake, limits),
        (done) => done.fresh,
      ),
    append(id, length, entry, then) {
      const said = factOf(entry);
      const act = () => store.append(id, length, entry, then);
      return said ? first({ ...said, at: entry.at, operation: id, length }, act) : act();
    },
  };
}

/** What a store says where it has done nothing. */
const refusals = [
  [Stale, 'overtaken'],
  [Busy, 'busy'],
  [Full, 'over its quota'],
] as const;

const begunFact = ({ id, operation, input, who, where, about, at }: Omit<Head, 'state' | 'length'>): Fact => ({
  at,
  kind: 'begun',
  operation: id,
  does: operation,
  who: who.id,
  name: who.name,
  where: `${where.chat}:${where.channel}`,
  plan: sha256(input),
  ...(about ? { about: [...about] } : {}),
});

/** What a person did, and how it ended; steps are for the journal. */
function factOf(entry: Entry): Omit<Fact, 'at'> | undefined {
  if (entry.kind === 'ended') return { kind: 'ended', result: entry.outcome };
  if (entry.kind === 'answered') return { ...yesOf(entry), plan: entry.print ?? sha256(entry.value) };
  if (entry.kind === 'agreed') return yesOf(entry);
  if (entry.kind === 'toggled') {
    const { by, toggle, on } = entry;
    return { kind: 'toggled', who: by.id, name: by.name, result: `${flagOf(toggle)}=${on}` };
  }
  if (entry.kind === 'again') return { kind: 'again', who: entry.by.id, name: entry.by.name };
  if (entry.kind === 'reminded' && entry.by) return { kind: 'reminded', who: entry.by.id, name: entry.by.name };
  if (entry.kind === 'failed' && entry.by)
    return {
      // A no is a cancel that names the step that asked.
      ...(entry.step === undefined ? { kind: 'cancelled' } : { kind: 'answered', result: 'no' }),
      who: entry.by.id,
      name: entry.by.name,
      ...(entry.why === undefined ? {} : { why: entry.why }),
    };
  return undefined;
}

const yesOf = ({ by, print }: Extract<Entry, { readonly kind: 'answered' | 'agreed' }>) => ({
  kind: 'answered' as const,
  who: by.id,
  name: by.name,
  result: 'yes',
  ...(print === undefined ? {} : { plan: print }),
});
