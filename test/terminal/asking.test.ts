import { PassThrough } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { askingOn } from '../../adapters/chat/terminal/ask.ts';
import { fill } from '../../adapters/chat/terminal/form.ts';
import { plain } from '../../adapters/chat/terminal/paint.ts';
import { remaining } from '../../adapters/chat/terminal/remaining.ts';
import type { Field, View } from '../../src/kit.ts';
import { emulator } from './emulator.ts';

describe('a form', () => {
  const answers = async (field: Omit<Field, 'name' | 'label' | 'required' | 'searchable'>, typed: string) => {
    const keys = Object.assign(new PassThrough(), { isTTY: true });
    const screen = emulator();
    const form = {
      command: 'box make',
      title: 'Make a box',
      fields: [{ name: 'it', label: 'A value', required: true, searchable: false, ...field }],
    };
    const filled = fill(form, {
      asking: askingOn(keys, screen),
      paint: plain,
      locale: 'en',
      print: (lines) => screen.write(lines.map((line) => `${line}\n`).join('')),
      choices: async () => [],
    });
    await vi.waitFor(() => expect(screen.seen()).toContain('A value'), { interval: 5 });
    keys.write(typed);
    return { invocation: await filled, seen: screen.seen() };
  };

  it.each([
    ['text', 'two words\n', 'two words'],
    ['whole', ' 4 \n', '4'],
    ['size', '20GB\n', '20GB'],
    ['duration', '8h\n', '8h'],
    ['flag', 'y\n', 'true'],
    ['secret', ' with spaces \n', ' with spaces '],
  ] as const)('asks for a %s', async (kind, typed, value) => {
    const { invocation } = await answers({ kind }, typed);

    expect(invocation).toEqual({ command: 'box make', args: { it: value } });
  });

  it('takes one of a few by its number or its word', async () => {
    const kind = { kind: 'one-of', choices: [{ value: 'oak' }, { value: 'pine' }] } as const;

    expect((await answers(kind, '2\n')).invocation?.args).toEqual({ it: 'pine' });
    expect((await answers(kind, 'oak\n')).invocation?.args).toEqual({ it: 'oak' });
  });

  it('does not show a secret while it is typed', async () => {
    const { seen } = await answers({ kind: 'secret' }, 'hunter2\n');

    expect(seen).not.toContain('hunter');
  });

  it('asks again for what cannot be left out', async () => {
    const { invocation, seen } = await answers({ kind: 'text' }, '\nred\n');

    expect(invocation?.args).toEqual({ it: 'red' });
    expect(seen).toContain('cannot be left out');
  });
});

describe('the rest of the time', () => {
  const going = (share: number): View => ({
    title: 'Uploading',
    tone: 'plain',
    blocks: [{ kind: 'steps', steps: [{ name: 'Upload', state: 'doing', share }] }],
  });

  it('is told from how fast the bytes went', () => {
    let now = 0;
    const left = remaining(() => now, 'en');
    left(going(0.2));
    now = 30_000;

    expect(left(going(0.5))('Upload')).toBe('about 50 s left');
  });

  it('is not told before the bytes have gone somewhere', () => {
    let now = 0;
    const left = remaining(() => now, 'en');

    expect(left(going(0.2))('Upload')).toBeUndefined();
    now = 5_000;
    expect(left(going(0.205))('Upload')).toBeUndefined();
  });
});
