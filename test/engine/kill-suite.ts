import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Store } from '../../src/kit.ts';
import { killAndRestart, seeded } from '../contract/kill.ts';

const program = new URL('./killed-program.ts', import.meta.url).pathname;
const seed = Number(process.env.HOIST_SEED ?? Date.now() % 1_000_000);

/** Where the program and the test find the same store: in its folder, or on a server of this address. */
export interface KillPlace {
  readonly redis?: () => string;
  open(dir: string): Promise<Store>;
}

/** What must hold of every store when the whole process is killed, again and again, by the system. */
export function killSuite(name: string, place: KillPlace): void {
  it(`makes one of each thing on ${name} although its process is killed again and again (HOIST_SEED=${seed})`, async () => {
    const random = seeded(seed);
    let kills = 0;
    for (let round = 0; round < 3; round++) {
      const dir = mkdtempSync(join(tmpdir(), 'hoist-kill-'));
      const args = [program, dir, ...(place.redis ? [place.redis()] : [])];

      kills += (await killAndRestart(args, [1 + random(13), 1 + random(8)])).kills;

      const things = readdirSync(join(dir, 'things')).map((key) => readFileSync(join(dir, 'things', key), 'utf8'));
      const cards = readdirSync(join(dir, 'messages')).filter((key) => key.endsWith('.card'));
      expect(things.sort()).toEqual(['disk', 'machine']);
      expect(cards).toHaveLength(1);
      expect(readFileSync(join(dir, 'messages', cards[0]!), 'utf8')).toBe('web-1 is ready');
      const store = await place.open(dir);
      expect(await store.heads({ limit: 5 })).toMatchObject([{ state: 'done' }]);
      await store.close();
      rmSync(dir, { recursive: true });
    }
    expect(kills).toBeGreaterThanOrEqual(3);
  }, 60_000);
}
