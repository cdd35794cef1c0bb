import { z } from 'zod';
import { createEngine, type Engine } from '../src/engine/engine.ts';
import { defineOperation } from '../src/engine/operation.ts';
import type { Store } from '../src/kit.ts';
import { verbatim } from '../src/phrases.ts';

export const steps = 5;

const names = Object.fromEntries(Array.from({ length: steps }, (_, at) => [`s${at}`, verbatim(`step ${at}`)]));
const tell = { title: () => 'bench', done: () => ({ title: 'done', blocks: [] }), failed: () => 'failed' };

/** Five steps that do nothing: what is left is the engine and its store. */
export const fiveSteps = (began: (nth: number) => void = () => undefined) =>
  defineOperation({
    name: 'bench.steps',
    input: z.object({ nth: z.number() }),
    outline: names,
    likeness: () => 'bench.steps',
    async run(op, { nth }) {
      for (const name of Object.keys(names))
        await op.step(name, {
          do: async () => {
            if (name === 's0') began(nth);
            return 1;
          },
          undo: async () => {},
        });
    },
    tell,
  });

/** Waits for a person for as long as nobody comes. */
export const park = defineOperation({
  name: 'bench.park',
  input: z.object({ nth: z.number() }),
  outline: { wait: verbatim('wait') },
  likeness: () => 'bench.park',
  run: (op) => op.answer('wait', { shape: z.object({}), about: {}, atMost: 86_400_000 }),
  tell,
});

const who = { id: 'bench:local:one', name: 'one' };
const where = { chat: 'bench', channel: 'bench' };
const world = {
  cloud: () => {
    throw new Error('no cloud here');
  },
};

/** An engine without chats; `atOnce: 0` only begins. */
export function benchEngine(store: Store, atOnce: number, began?: (nth: number) => void) {
  const operation = fiveSteps(began);
  // The operations measured here reach nothing outside.
  const engine: Engine = createEngine({
    store,
    operations: [operation, park],
    world: world as never,
    chats: [],
    atOnce,
  });
  const asked = (event: string) => ({ who, where, locale: 'en' as const, event });
  return {
    engine,
    begin: (nth: number) => engine.begin(operation, { nth }, asked(`steps ${nth}`)),
    park: (nth: number) => engine.begin(park, { nth }, asked(`park ${nth}`)),
  };
}
