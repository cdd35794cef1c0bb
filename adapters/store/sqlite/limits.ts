import { type Exceeded, Full, type Limit, type Take } from '#kit';
import type { Database } from './database.ts';

/** What operations take of what is limited. */
export function limitsIn(db: Database) {
  function takenOf({ of, since, seen }: Limit): Omit<Exceeded, 'of'> {
    const rows = db.all(
      `SELECT operation, amount FROM take WHERE of = ? AND (ended IS NULL OR ended > ?)
       AND operation NOT IN (SELECT value FROM json_each(?)) AND ifnull(thing, '') NOT IN (SELECT value FROM json_each(?))
       ORDER BY operation`,
      of,
      since,
      JSON.stringify(seen),
      JSON.stringify(seen),
    );
    return {
      taken: rows.reduce((sum, { amount }) => sum + Number(amount), 0),
      by: rows.map(({ operation }) => String(operation)),
    };
  }

  return {
    refuseFull(limits: readonly Limit[], takes: readonly Take[]): void {
      const exceeded = limits.flatMap((limit) => {
        const wanted = takes.find(({ of }) => of === limit.of)?.amount ?? 0;
        const held = takenOf(limit);
        return limit.counted + held.taken + wanted > limit.most ? [{ of: limit.of, ...held }] : [];
      });
      if (exceeded.length > 0) throw new Full(exceeded);
    },
    endings: (): number => Number(db.one('SELECT count FROM endings')?.count),
  };
}
