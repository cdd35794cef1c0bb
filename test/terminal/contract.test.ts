import { PassThrough } from 'node:stream';
import { vi } from 'vitest';
import { terminalChat } from '../../adapters/chat/terminal/terminal.ts';
import type { Kept } from '../../src/store.ts';
import { chatContract } from '../contract/chat.ts';

const person = { id: 'terminal:local:ann', name: 'ann' };

const going = (id: string): Kept => ({
  head: {
    id,
    operation: 'gpu.start',
    input: {},
    who: person,
    where: { chat: 'terminal', channel: 'terminal' },
    locale: 'en',
    likeness: 'gpu.start',
    state: 'going',
    at: 0,
    length: 0,
  },
  entries: [],
});

chatContract('terminal', async (desk) => {
  const written: string[] = [];
  const out = { isTTY: true, columns: 100, rows: 40, write: (text: string) => void written.push(text) };
  const keys = Object.assign(new PassThrough(), { isTTY: true });
  const chat = terminalChat({
    streams: { in: keys, out, err: out, interrupts: () => () => undefined },
    env: { NO_COLOR: '1' },
    locale: 'en',
    who: person,
    now: () => 0,
    line: undefined,
    prefix: 'hoist ',
    work: {
      async *watch(id, signal) {
        yield going(id);
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
      view: async () => ({ title: 'It begins', tone: 'plain', blocks: [] }),
      question: async () => undefined,
      leave: () => undefined,
    },
    history: { read: async () => [], add: async () => undefined },
  });
  const prompts = () => written.filter((text) => text.includes('hoist> ')).length;
  const ready = (many: number) => vi.waitFor(() => prompts() >= many || Promise.reject(new Error('no prompt')));
  await chat.listen(desk);
  await ready(1);
  return {
    chat,
    place: chat.place,
    person,
    scrolls: true,
    direct: true,
    shown: async () =>
      written
        .map((text) => text.replace(/\x1b\[[?\d]*[A-Za-z]/g, '').trim())
        .filter((text) => text !== '' && !text.startsWith('hoist>')),
    refused: () => written.filter((text) => /[\x00-\x06\x08\x0b\x0c\x0e-\x1a\x7f-\x9f]/.test(text)),
    async say(words) {
      const before = written.length;
      keys.write(`${words}\n`);
      await vi.waitFor(
        () => written.slice(before).some((text) => /First words|It begins/.test(text)) || Promise.reject(),
      );
    },
    close: () => chat.close(),
  };
});
