import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { exits } from '../../adapters/chat/terminal/exit.ts';
import { terminalChat } from '../../adapters/chat/terminal/terminal.ts';
import type { Answer, Desk } from '../../src/kit.ts';

/** One line whose desk answers when Ctrl-C was pressed, and not before. */
async function interrupted(answer: Answer) {
  const left: string[] = [];
  let press = () => {};
  const out = { isTTY: false, write: () => undefined };
  const never = () => Promise.reject(new Error('not asked here'));
  const terminal = terminalChat({
    streams: {
      in: Object.assign(new PassThrough(), { isTTY: false }),
      out,
      err: out,
      interrupts(listener) {
        press = listener;
        return () => undefined;
      },
    },
    env: {},
    locale: 'en',
    who: { id: 'terminal:local:ann', name: 'ann' },
    now: () => 0,
    line: 'gpu start base-image',
    prefix: 'hoist ',
    work: { watch: async function* () {}, view: never, question: never, leave: (id) => void left.push(id) },
    history: { read: async () => [], add: async () => undefined },
  });
  const desk: Desk = {
    hear: (_, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(answer))),
    complete: never,
    catalogue: async () => [],
    choices: never,
  };
  await terminal.listen(desk);
  press();
  return { status: await terminal.ended, left };
}

const view = { title: 'Starting', tone: 'plain', blocks: [] } as const;

it('has somebody carry on what had begun when Ctrl-C came before the answer', async () => {
  const { status, left } = await interrupted({ kind: 'began', operation: 'op-1', view });

  expect(status).toBe(exits.interrupted);
  expect(left).toEqual(['op-1']);
});

it('leaves nothing where nothing had begun', async () => {
  const { status, left } = await interrupted({ kind: 'view', view, outcome: { ok: true } });

  expect(status).toBe(exits.interrupted);
  expect(left).toEqual([]);
});
