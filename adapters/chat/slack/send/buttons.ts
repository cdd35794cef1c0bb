import { z } from 'zod';
import { createSweeper, type Form, type Invocation, keptPress, type Log, type Memory, writePress } from '#kit';
import type { Write } from '../draw/room.ts';

/** What buttons mean beyond the words that Slack lets them carry; it outlives the process as the messages do. */
export interface Buttons {
  /** Writes buttons; what they cannot carry is on the disk once `saved` has come back, so before they are shown. */
  pen(): { readonly write: Write; saved(): Promise<void> };
  pressOf(kept: string): Promise<Invocation | undefined>;
  /** Keeps a form for a button that opens it later. */
  keepForm(id: string, form: Form): Promise<void>;
  formOf(id: string): Promise<Form | undefined>;
}

const day = 24 * 3_600_000;
/**
 * What nobody scrolls back to is forgotten: buttons and forms, posts, forms that were refused. A post is known for twice as
 * long as an operation that has ended, so no living one is posted twice.
 */
const ages = { 'press/': 180 * day, 'form/': 180 * day, 'post/': 180 * day, 'tries/': 2 * day };

const press = z.object({ at: z.number(), press: keptPress });
const asked = z.object({
  at: z.number(),
  // It was a Form when it was kept, by an earlier version at worst; the frame is what opening it relies on.
  form: z.custom<Form>(
    (form) =>
      z.object({ command: z.string(), title: z.string(), fields: z.array(z.unknown()) }).safeParse(form).success,
  ),
});

export function createButtons(memory: Memory, now: () => number, log: Log): Buttons {
  const sweeper = createSweeper(memory, ages, { now, log });

  return {
    pen() {
      sweeper.passing();
      const kept = new Map<string, Invocation>();
      return {
        write(invocation, most) {
          const { text, keep } = writePress(invocation, most);
          if (keep) kept.set(keep.key, keep.value);
          return text;
        },
        async saved() {
          for (const [key, value] of kept) await memory.add(`press/${key}`, { at: now(), press: value });
        },
      };
    },
    pressOf: async (key) => press.safeParse(await memory.get(`press/${key}`)).data?.press,
    async keepForm(id, form) {
      const fields = form.fields.map((field) => {
        if (field.kind !== 'secret') return field;
        const { value: _, ...rest } = field;
        return rest;
      });
      await memory.put(`form/${id}`, { at: now(), form: { ...form, fields } });
    },
    formOf: async (id) => asked.safeParse(await memory.get(`form/${id}`)).data?.form,
  };
}
