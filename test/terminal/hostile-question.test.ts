import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { terminalChat } from '../../adapters/chat/terminal/terminal.ts';
import type { Desk, Kept, View } from '../../src/kit.ts';

it('lets a name that came from a cloud give no order to the terminal, not even in a question', async () => {
  const word = 'red\x1b]0;owned\x07\u202efed';
  const view: View = { title: `Removing ${word}`, tone: 'waiting', blocks: [] };
  const ann = { id: 'terminal:local:ann', name: 'ann' };
  const where = { chat: 'terminal', channel: 'terminal' };
  const head = { id: 'op-1', operation: 'disk.remove', input: {}, who: ann, where, likeness: '', at: 0, length: 0 };
  const waiting: Kept = { head: { ...head, locale: 'en', state: 'waiting' }, entries: [] };
  let written = '';
  const out = { isTTY: false, write: (text: string) => void (written += text) };
  const terminal = terminalChat({
    streams: {
      in: Object.assign(new PassThrough(), { isTTY: false }),
      out,
      err: out,
      interrupts: () => () => undefined,
    },
    env: {},
    locale: 'en',
    who: ann,
    now: () => 0,
    line: 'disk delete red',
    prefix: 'hoist ',
    work: {
      async *watch() {
        yield waiting;
      },
      view: async () => view,
      question: async () => ({ blocks: [], yes: 'Remove', no: 'Keep it', word }),
      leave: () => undefined,
    },
    history: { read: async () => [], add: async () => undefined },
  });
  const never = () => Promise.reject(new Error('not asked here'));
  const desk: Desk = {
    hear: async () => ({ kind: 'began', operation: 'op-1', view }),
    complete: never,
    catalogue: async () => [],
    choices: never,
  };

  await terminal.listen(desk);
  await terminal.ended;

  expect(written).toContain('--confirm');
  expect(written).not.toMatch(/[\x1b\x07\u202e]/);
});
