import type { Answer, Choice, Desk, Heard, Sayable, View } from '../../src/kit.ts';

/** A desk that answers what the test says, when the test says so. */
export interface ScriptedDesk extends Desk {
  readonly heard: Heard[];
  /** What it answers from now on. */
  answer: Answer | ((heard: Heard) => Answer | Promise<Answer>);
  offers: (typed: string) => readonly Choice[] | Promise<readonly Choice[]>;
}

export const viewOf = (title: string, more: Partial<View> = {}): View => ({
  title,
  tone: 'plain',
  blocks: [],
  ...more,
});

export const saying = (title: string, more: Partial<View> = {}): Answer => ({
  kind: 'view',
  view: viewOf(title, more),
  outcome: { ok: true },
});

export const began = (operation: string): Answer => ({ kind: 'began', operation, view: viewOf('It begins') });

/** An answer that comes when the test lets it. */
export function later(answer: Answer): { readonly answer: () => Promise<Answer>; release(): void } {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { answer: () => released.then(() => answer), release: () => release() };
}

const field = { label: 'Image', kind: 'text', required: false, searchable: true } as const;

const commands: readonly Sayable[] = [
  { name: 'gpu start', about: () => 'Start a machine', fields: () => [{ ...field, name: 'image' }] },
  { name: 'gpu list', about: () => 'Machines', fields: () => [] },
];

export function scriptedDesk(): ScriptedDesk {
  const heard: Heard[] = [];
  const desk: ScriptedDesk = {
    heard,
    answer: saying('Got it'),
    offers: () => [],
    async hear(said) {
      heard.push(said);
      return typeof desk.answer === 'function' ? desk.answer(said) : desk.answer;
    },
    complete: async () => [],
    choices: async (_command, _field, typed) => desk.offers(typed),
    catalogue: async () => commands,
  };
  return desk;
}
