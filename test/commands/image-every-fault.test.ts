import { readdirSync, rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { What } from '../../adapters/cloud/openstack/practice/practice.ts';
import { allOperations } from '../../src/discover.ts';
import { hostFiles } from '../../src/host-files.ts';
import type { Kept } from '../../src/kit.ts';
import { ann, bench } from '../engine/workbench.ts';
import { open, type Play, plays, type Scene, scene } from './image-plays.ts';

const faults: readonly What[] = [
  { status: 500 },
  { status: 503 },
  { status: 409 },
  'rate-limit',
  'reset',
  'lost-reply',
  'quota',
  'token-revoked',
];

type Call = 'compute' | 'volume' | 'image' | 'network';

interface Played {
  readonly ended: Kept;
  readonly at: Scene;
  readonly calls: readonly Call[];
  readonly before: string;
}

/** Plays it with one fault at the call of that number; `look` sees how it ended before everything goes. */
async function playWith<T>(
  play: Play,
  fault: { at: Call; number: number; what: What } | undefined,
  look: (played: Played) => T,
) {
  const at = await scene();
  const cloud = open(at.practice);
  const calls: Call[] = [];
  const meet = () => {
    if (fault && calls.length === fault.number)
      at.practice.faults.add({ service: fault.at, times: 1, what: fault.what });
  };
  const before = things(at);
  const [operation] = (await allOperations()).filter(({ name }) => name === play.operation);
  if (!operation) throw new Error(`no operation ${play.operation}`);
  const on = bench([operation], { world: { cloud: () => cloud, files: hostFiles(at.folder) } });
  // A fault meets a call before anybody can look at it: it is laid out when the call before is over.
  meet();
  at.practice.onCall(({ service, phase }) => {
    if (service === 'identity' || phase !== 'after') return;
    calls.push(service);
    meet();
  });
  const id = await on.begin(operation, { cloud: 'practice', owner: ann.id, ...Object(play.input(at)) });
  await on.when(id, ({ head }) => head.state !== 'going');
  if ((await on.kept(id)).head.state === 'waiting') await on.engine.answer(id, { yes: true }, ann);
  const ended = await on.rest(id);
  try {
    return look({ ended, at, calls, before });
  } finally {
    await on.engine.close();
    await cloud.close();
    await at.practice.close();
    rmSync(at.folder, { recursive: true });
  }
}

/** Everything of the cloud and of the host's folder that an undone operation must leave as it was. */
function things({ practice, folder }: Scene): string {
  const { servers, volumes, images, floatingips, ports } = practice.inventory();
  const names = [servers, volumes, images, floatingips, ports].map((all) => all.map(({ id }) => id).sort());
  return JSON.stringify([...names, readdirSync(folder)]);
}

/** Only what cannot be taken back may stop half way, and only behind everything that is saved. */
const removing = ({ entries }: Kept): boolean =>
  entries.some((entry) => entry.kind === 'began' && entry.final === true);

it.each(plays)('$operation ends whole or undone, whatever one call answers', { timeout: 120_000 }, async (play) => {
  const calls = await playWith(play, undefined, (whole) => whole.calls);
  for (const [number, at] of calls.entries()) {
    for (const what of faults) {
      await playWith(play, { at, number, what }, ({ ended, at: left, before }) => {
        const where = `${JSON.stringify(what)} at call ${number} (${at})`;
        const { state } = ended.head;
        if (state === 'undone') expect(things(left), where).toBe(before);
        else if (state === 'stuck') expect(removing(ended) && readdirSync(left.folder), where).toContain('saved.raw');
        else {
          const fresh = left.practice.inventory().images.filter(({ id }) => !before.includes(id));
          play.check(
            left,
            fresh.map(({ name, status }) => `${name} ${status}`),
          );
        }
      });
    }
  }
  expect(calls.length).toBeGreaterThan(1);
});
