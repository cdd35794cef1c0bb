import type { Store } from '#kit';
import type { Database } from './database.ts';

const kept = 20;
const replace = 'INSERT OR REPLACE INTO memory(key, value) VALUES (?, ?)';

/** What past operations taught, and small facts kept under names. */
export function memory(
  db: Database,
): Pick<Store, 'took' | 'remember' | 'put' | 'jot' | 'add' | 'get' | 'all' | 'forget'> {
  const learn = (likeness: string, step: string, ms: number) => {
    db.run('INSERT INTO took(likeness, step, ms) VALUES (?, ?, ?)', likeness, step, ms);
    db.run(
      `DELETE FROM took WHERE likeness = ?1 AND step = ?2 AND number NOT IN (
         SELECT number FROM took WHERE likeness = ?1 AND step = ?2 ORDER BY number DESC LIMIT ${kept})`,
      likeness,
      step,
    );
  };
  return {
    async took(likeness) {
      const steps: Record<string, number[]> = {};
      for (const row of db.all('SELECT step, ms FROM took WHERE likeness = ? ORDER BY number', likeness)) {
        (steps[String(row.step)] ??= []).push(Number(row.ms));
      }
      return steps;
    },

    remember: async (likeness, took) =>
      db.lightly(() =>
        db.whole(() => {
          for (const [step, ms] of Object.entries(took)) learn(likeness, step, Math.round(ms));
        }),
      ),

    async put(key, value) {
      db.run(replace, key, JSON.stringify(value ?? null));
    },
    async jot(key, value) {
      db.lightly(() => db.run(replace, key, JSON.stringify(value ?? null)));
    },
    add: async (key, value) =>
      db.lightly(
        () =>
          db.run('INSERT OR IGNORE INTO memory(key, value) VALUES (?, ?)', key, JSON.stringify(value ?? null)) === 1,
      ),
    async get(key) {
      const row = db.one('SELECT value FROM memory WHERE key = ?', key);
      return row === undefined ? undefined : JSON.parse(String(row.value));
    },
    all: async (prefix) =>
      db
        .all('SELECT key, value FROM memory WHERE key >= ?1 AND substr(key, 1, length(?1)) = ?1 ORDER BY key', prefix)
        .map((row) => [String(row.key), JSON.parse(String(row.value))] as const),
    async forget(key) {
      db.run('DELETE FROM memory WHERE key = ?', key);
    },
  };
}
