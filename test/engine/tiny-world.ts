import { z } from 'zod';
import type { World } from '../../src/engine/operation.ts';
import { defineOperation, Failure, type Phrase, verbatim } from '../../src/kit.ts';

/** What may go wrong with the n-th call of a name; `lost` happens after the effect. */
export type Fault = (call: string, nth: number) => Failure | 'lost' | 'before' | undefined;

/** A place with things in it, made by key, that fails on demand. */
export interface TinyWorld {
  readonly things: Map<string, string>;
  readonly calls: string[];
  fault: Fault;
  make(kind: string, key: string, signal?: AbortSignal): Promise<string>;
  remove(key: string): Promise<void>;
  /** Ready at the third look. */
  ready(key: string): Promise<string | undefined>;
}

export const unavailable = (after?: number): Failure =>
  new Failure('unavailable', verbatim('the cloud answered 503'), after === undefined ? {} : { after });

export function tinyWorld(): TinyWorld {
  const things = new Map<string, string>();
  const calls: string[] = [];
  const looks = new Map<string, number>();
  const counted = new Map<string, number>();
  const call = async <T>(name: string, effect: () => T): Promise<T> => {
    calls.push(name);
    counted.set(name, (counted.get(name) ?? 0) + 1);
    const fault = world.fault(name, counted.get(name) ?? 0);
    if (fault instanceof Failure) throw fault;
    if (fault === 'before') throw unavailable();
    const value = effect();
    if (fault === 'lost') throw unavailable();
    return value;
  };
  const world: TinyWorld = {
    things,
    calls,
    fault: () => undefined,
    make: (kind, key) =>
      call(`make ${kind}`, () => {
        things.set(key, kind);
        return key;
      }),
    remove: (key) => call(`remove ${key.split('.')[1]}`, () => void things.delete(key)),
    ready: (key) =>
      call('ready', () => {
        looks.set(key, (looks.get(key) ?? 0) + 1);
        return (looks.get(key) ?? 0) >= 3 ? '91.123.45.67' : undefined;
      }),
  };
  return world;
}

/** Operations of this suite reach their world directly. */
export const noWorld: World = {
  cloud: () => {
    throw new Error('no cloud here');
  },
  files: new Proxy({} as World['files'], {
    get: () => () => {
      throw new Error('no files here');
    },
  }),
};

export const words =
  (text: string): Phrase =>
  (locale) =>
    locale === 'en' ? text : `${text} (${locale})`;

/** Disk, machine, address, announcement: the shape of a start. */
export const startThing = (world: TinyWorld, more: { readonly readyWithin?: number } = {}) =>
  defineOperation({
    name: 'thing.start',
    input: z.object({ name: z.string() }),
    outline: { disk: words('Disk'), machine: words('Machine'), address: words('Address') },
    likeness: () => 'thing.start',
    async run(op, _input) {
      await op.step('disk', {
        do: ({ key, signal }) => world.make('disk', key, signal),
        undo: ({ key }) => world.remove(key),
        note: () => words('20 GB'),
      });
      const machine = await op.step('machine', {
        do: ({ key, signal }) => world.make('machine', key, signal),
        undo: ({ key }) => world.remove(key),
      });
      return op.until('address', () => world.ready(machine), { every: 2_000, atMost: more.readyWithin ?? 60_000 });
    },
    tell: {
      title: ({ name }) => `Starting ${name}`,
      about: () => [{ kind: 'note', text: '≈ 92 ₽/h' }],
      done: (ip: string, { name }) => ({
        title: `${name} is ready`,
        blocks: [{ kind: 'code', code: ip }],
        ping: `${name} is ready: ${ip}`,
      }),
      failed: ({ name }) => `${name} did not start`,
    },
  });

/** Asks, then removes for good in two final steps. */
export const removeThing = (world: TinyWorld) =>
  defineOperation({
    name: 'thing.remove',
    input: z.object({ name: z.string(), key: z.string() }),
    outline: { confirm: words('Asked'), detach: words('Detach'), remove: words('Remove') },
    likeness: () => 'thing.remove',
    async run(op, { key: thing }) {
      await op.answer('confirm', { shape: z.object({ yes: z.boolean() }), about: { goes: thing }, atMost: 1_800_000 });
      await op.step('detach', {
        do: ({ key }) => world.make('detached', key),
        undo: ({ key }) => world.remove(key),
      });
      await op.step('remove', { final: true, do: () => world.remove(thing) });
    },
    tell: {
      title: ({ name }) => `Removing ${name}`,
      done: (_, { name }) => ({ title: `${name} is gone`, blocks: [] }),
      failed: ({ name }) => `${name} was not removed`,
      question: (_step, _asked, { name }) => ({
        blocks: [{ kind: 'text', text: `Goes: ${name}` }],
        yes: 'Remove',
        no: 'Keep',
        word: name,
      }),
    },
  });

const list = z.array(z.string());
const listed = (plan: unknown): string => list.parse(plan).join(', ');

/** Asks about everything that is there, and removes just that for good. `look` finds what there is. */
export const removeAll = (world: Pick<TinyWorld, 'remove'> & { look(): Promise<readonly string[]> }) =>
  defineOperation({
    name: 'thing.remove-all',
    input: z.object({ found: list, given: z.boolean() }),
    outline: { confirm: words('Asked'), still: words('Still so'), remove: words('Remove') },
    skips: ({ given }): readonly ('confirm' | 'still')[] => (given ? [] : ['still']),
    finals: () => ['remove'],
    likeness: () => 'thing.remove-all',
    async run(op, { found, given }) {
      const anew = async () => [...(await world.look())];
      const asking = { shape: list, anew, counts: (plan: readonly string[]) => plan, atMost: 1_800_000 };
      const first = await op.agree('confirm', { ...asking, found });
      const agreed = given ? await op.agree('still', { ...asking, found: first, given: true }) : first;
      await op.step('remove', {
        final: true,
        async do() {
          for (const thing of agreed) await world.remove(thing);
        },
      });
      return agreed;
    },
    tell: {
      title: () => 'Removing all',
      about: ({ found }, _, asked) => [{ kind: 'text', text: `Goes: ${listed(asked ?? found)}` }],
      done: (gone) => ({ title: `${listed(gone)} gone`, blocks: [] }),
      failed: () => 'nothing was removed',
      question: (_step, _asked, _input, _locale, before) => ({
        blocks: before ? [{ kind: 'note', text: `before: ${listed(before.asked)}` }] : [],
        yes: 'Remove',
        no: 'Keep',
        word: 'all',
      }),
    },
  });
