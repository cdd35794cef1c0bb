import { describe, expect, it } from 'vitest';
import { Failure, type Kept, verbatim } from '../../src/kit.ts';
import { crashEverywhere, play, type Scenario, type Stage } from '../contract/crash.ts';
import type { StorePlace } from '../contract/store.ts';
import { pings } from './fake-chat.ts';
import { noWorld, removeAll, removeThing, startThing, type TinyWorld, tinyWorld } from './tiny-world.ts';
import { ann, here } from './workbench.ts';

/** What must hold of every store: wherever the process dies, the operation ends with one of each thing or none. */
export function crashSuite(name: string, place: () => Promise<StorePlace>): void {
  describe(`a crash before and after every write and every call to the outside, on ${name}`, () => {
    it.each([
      starting('a start', () => {}),
      starting('a start whose replies get lost', (world) => {
        world.fault = (_, nth) => (nth === 1 ? 'lost' : undefined);
      }),
      starting('a start without room', (world) => {
        world.fault = (call) => (call === 'make machine' ? noRoom() : undefined);
      }),
      starting('a start whose machine is made although nobody ever hears of it', (world) => {
        world.fault = (call) => (call === 'make machine' ? 'lost' : undefined);
      }),
      starting('a start without room whose taking back fails twice', (world) => {
        world.fault = (call, nth) =>
          call === 'make machine' ? noRoom() : call === 'remove disk' && nth <= 2 ? 'lost' : undefined;
      }),
      starting('a start that is cancelled when it has a machine', () => {}, {
        async people(engine, { head, entries }) {
          const made = entries.some((entry) => entry.kind === 'did' && entry.step === 'machine');
          const failed = entries.some((entry) => entry.kind === 'failed');
          if (made && !failed) await engine.cancel(head.id, ann);
        },
      }),
      removing,
      removingWhatChanges,
      reminding,
    ])(
      'ends $name with one of each thing or none',
      async (scenario) => {
        const { points } = await crashEverywhere(scenario, place);

        expect(points.length).toBeGreaterThan(30);
      },
      60_000,
    );

    it('survives a second crash while it comes back from the first', async () => {
      const scenario = starting('a start without room', (world) => {
        world.fault = (call) => (call === 'make machine' ? noRoom() : undefined);
      });
      const { points } = await play(scenario, place, []);

      for (let at = 0; at < points.length; at += 3) {
        const { starts } = await play(scenario, place, [at, at + 2 + (at % 5)]);
        expect(starts).toBeGreaterThan(1);
      }
    }, 60_000);

    it('says on the card that it was resumed', async () => {
      const { points } = await play(
        starting('a start', () => {}),
        place,
        [],
      );
      const at = points.indexOf('before ready');

      const { chat, ended } = await play(
        starting('a start', () => {}),
        place,
        [at],
      );

      const notes = chat.messages
        .get(`${ended.head.id}.card`)
        ?.flatMap((view) => view.blocks.flatMap((block) => (block.kind === 'note' ? [block.text] : [])));
      expect(notes?.some((note) => /^resumed at \d\d:\d\d, after a restart$/.test(note))).toBe(true);
    });
  });
}

/** One of each thing when it is done, nothing when it is undone. */
const allOrNothing = (world: TinyWorld) => async (ended: Kept) => {
  const wanted = ended.head.state === 'done' ? ['disk', 'machine'] : [];
  expect([...world.things.values()].sort()).toEqual(wanted);
};

const starting = (name: string, prepare: (world: TinyWorld) => void, more: Partial<Stage> = {}): Scenario => ({
  name,
  async stage() {
    const world = tinyWorld();
    prepare(world);
    return {
      async process(outside) {
        const around: TinyWorld = {
          ...world,
          make: (kind, key) => outside(`make ${kind}`, () => world.make(kind, key)),
          remove: (key) => outside('remove', () => world.remove(key)),
          ready: (key) => outside('ready', () => world.ready(key)),
        };
        return { operations: [startThing(around)], world: noWorld };
      },
      begin: { operation: 'thing.start', input: { name: 'web-1' } },
      check: allOrNothing(world),
      ...more,
    };
  },
});

const removing: Scenario = {
  name: 'a removal that asks first',
  async stage() {
    const world = tinyWorld();
    world.things.set('old', 'disk');
    return {
      async process(outside) {
        const around: TinyWorld = {
          ...world,
          make: (kind, key) => outside(`make ${kind}`, () => world.make(kind, key)),
          remove: (key) => outside('remove', () => world.remove(key)),
        };
        return { operations: [removeThing(around)], world: noWorld };
      },
      begin: { operation: 'thing.remove', input: { name: 'old', key: 'old' } },
      async people(engine, { head }) {
        if (head.state === 'waiting') await engine.answer(head.id, { yes: true }, ann);
      },
      async check({ head }) {
        expect(head.state).toBe('done');
        expect([...world.things.values()]).toEqual(['detached']);
      },
    };
  },
};

/** Ann approves for herself, five seconds after she was called once more. */
const reminding: Scenario = {
  name: 'a removal whose approvers are reminded',
  async stage(clock) {
    const world = tinyWorld();
    const operation = removeThing(world);
    const approval = { rule: 'her own', count: 1, self: true, within: 60_000, remind: 5_000 };
    return {
      process: async () => ({ operations: [operation], world: noWorld }),
      begin: (engine) =>
        engine.begin(
          operation,
          { name: 'old', key: 'old' },
          { who: ann, where: here, locale: 'en', event: 'the words', approval },
        ),
      async people(engine, { head, entries }) {
        const called = entries.find(({ kind }) => kind === 'reminded');
        if (called && clock.now() >= called.at + 5_000) await engine.answer(head.id, { yes: true }, ann);
      },
      async check({ head, entries }, chat) {
        expect(head.state).toBe('done');
        const at = entries.findIndex(({ kind }) => kind === 'reminded');
        expect(entries.filter(({ kind }) => kind === 'reminded')).toHaveLength(1);
        expect(pings(chat)).toEqual([`${head.id}.ping.${at + 1}`]);
      },
    };
  },
};

/** One more is there as soon as somebody has agreed for the first time. */
const removingWhatChanges: Scenario = {
  name: 'a removal whose plan is another one after the yes',
  async stage() {
    const world = tinyWorld();
    world.things.set('a', 'disk');
    const agreed: string[] = [];
    return {
      async process(outside) {
        const look = () => outside('look', async () => [...world.things.keys()]);
        const remove = (key: string) => outside('remove', () => world.remove(key));
        return { operations: [removeAll({ look, remove })], world: noWorld };
      },
      begin: { operation: 'thing.remove-all', input: { found: ['a'], given: false } },
      async people(engine, kept) {
        if (kept.head.state !== 'waiting') return;
        const seen = engine.question(kept, 'en')?.seen ?? 'none';
        agreed.push(seen);
        world.things.set('b', 'disk');
        await engine.answer(kept.head.id, { yes: true }, ann, seen);
      },
      async check({ head, entries }) {
        expect(head.state).toBe('done');
        expect([...world.things.keys()]).toEqual([]);
        expect(new Set(agreed).size).toBe(2);
        const asked = entries.flatMap((entry) => (entry.kind === 'began' && 'asked' in entry ? [entry.asked] : []));
        expect(asked).toEqual([['a'], ['a', 'b']]);
      },
    };
  },
};

const noRoom = () => new Failure('no-capacity', verbatim('No valid host was found'));
