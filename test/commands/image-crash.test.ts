import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { allOperations } from '../../src/discover.ts';
import { hostFiles } from '../../src/host-files.ts';
import { crashEverywhere, type Scenario } from '../contract/crash.ts';
import { ann } from '../engine/workbench.ts';
import { open, type Play, plays, scene } from './image-plays.ts';

const scenario = ({ operation, input, check }: Play): Scenario => ({
  name: operation,
  async stage() {
    const at = await scene();
    const before = new Set(at.practice.inventory().images.map(({ id }) => id));
    return {
      begin: { operation, input: { cloud: 'practice', owner: ann.id, ...Object(input(at)) } },
      async process(outside) {
        const cloud = open(at.practice);
        const files = hostFiles(at.folder);
        const forget = at.practice.onCall(({ service, method, path, phase }) =>
          service === 'identity' || (method === 'GET' && !path.endsWith('/file'))
            ? undefined
            : outside(`${phase} ${method} ${path}`, async () => undefined),
        );
        return {
          operations: await allOperations(),
          world: {
            cloud: () => cloud,
            files: { ...files, place: (...what) => outside('place', () => files.place(...what)) },
          },
          async close() {
            forget();
            await cloud.close();
          },
        };
      },
      async people(engine, kept) {
        if (kept.head.state === 'waiting') await engine.answer(kept.head.id, { yes: true }, ann);
      },
      async check(ended) {
        // A crash alone is no reason to give up: whoever comes after goes on.
        expect(ended.head.state).toBe('done');
        const fresh = at.practice.inventory().images.filter(({ id }) => !before.has(id));
        check(
          at,
          fresh.map(({ name, status }) => `${name} ${status}`),
        );
      },
      async close() {
        await at.practice.close();
        rmSync(at.folder, { recursive: true });
      },
    };
  },
});

const place = async () => {
  const dir = mkdtempSync(join(tmpdir(), 'hoist-crash-'));
  return {
    open: async () => sqliteStore(join(dir, 'hoist.sqlite')),
    end: async () => rmSync(dir, { recursive: true }),
  };
};

it.each(plays)('$operation goes on to its end, wherever the bot dies', { timeout: 240_000 }, async (each) => {
  const played = await crashEverywhere(scenario(each), place);

  expect(played.points.length).toBeGreaterThan(20);
});
