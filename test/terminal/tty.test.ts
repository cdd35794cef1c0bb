import { afterEach, describe, expect, it, vi } from 'vitest';
import { exits } from '../../adapters/chat/terminal/exit.ts';
import { screenOn } from '../../adapters/chat/terminal/screen.ts';
import { emulator } from './emulator.ts';
import { stage } from './stage.ts';

type Stage = Awaited<ReturnType<typeof stage>>;
let here: Stage | undefined;
afterEach(() => here?.close());
const on = async (line: string | undefined): Promise<Stage> => {
  here = await stage({ tty: true, ...(line === undefined ? {} : { line }) });
  return here;
};
const sees = (stage: Stage, text: string | RegExp) =>
  vi.waitFor(() => expect(stage.screen.seen()).toMatch(text), { interval: 5 });

describe('the picture of an operation', () => {
  it('does not run together where a line is longer than the terminal', () => {
    const out = emulator(20);
    const screen = screenOn(out);
    screen.show(['short', 'a line that is longer than twenty', 'below']);
    screen.show(['short', 'a line that is longer than that', 'below, later']);

    expect(out.seen()).toBe('short\na line that is long…\nbelow, later');
    screen.settle(['short', 'a line that is longer than that', 'below, later']);
    expect(out.seen()).toBe('short\na line that is longe\nr than that\nbelow, later');
  });

  it('is drawn over in place and leaves its end on the screen', async () => {
    const tty = await on('box build red');
    await sees(tty, '50 %');
    const going = tty.screen.seen();
    tty.gate.resolve();

    expect(await tty.ended).toBe(exits.done);
    expect(going).toMatch(/^Building red\n {2}✓ Wood {3}oak\n {2}● Box {4}hammering {2}█{10}░{10} 50 %/);
    const left = tty.screen
      .seen()
      .replace(/op-\w+/, 'op-1')
      .replace(/^\d+ s/m, '0 s');
    expect(left).toMatchInlineSnapshot(`
      "✓ red is ready

      red.example

      0 s · started by ann

        Remove   hoist box remove --name red
        Details  hoist op show --operation op-1"
    `);
  });

  it('hides the cursor while it moves and gives it back', async () => {
    const tty = await on('box build red');
    await sees(tty, '50 %');

    expect(tty.screen.cursorShown()).toBe(false);
    tty.gate.resolve();
    await tty.ended;
    expect(tty.screen.cursorShown()).toBe(true);
  });
});

describe('Ctrl-C', () => {
  const interrupted = async (): Promise<Stage> => {
    const tty = await on('box build red');
    await sees(tty, '50 %');
    tty.interrupt();
    await sees(tty, 'cancel and undo');
    return tty;
  };

  it('asks, and c takes everything back', async () => {
    const tty = await interrupted();
    tty.press('c\n');

    expect(await tty.ended).toBe(exits.interrupted);
    expect(tty.screen.seen()).toContain('red was not built');
    expect((await tty.store.heads({ limit: 1 }))[0]?.state).toBe('undone');
  });

  it('asks, and l leaves it to others', async () => {
    const tty = await interrupted();
    tty.press('l\n');

    expect(await tty.ended).toBe(exits.interrupted);
    expect(tty.left).toHaveLength(1);
    expect(tty.screen.seen()).toContain(`hoist op show --operation ${tty.left[0]}`);
  });

  it('asks, and Enter stays with it', async () => {
    const tty = await interrupted();
    tty.press('\n');
    tty.gate.resolve();

    expect(await tty.ended).toBe(exits.done);
    expect(tty.left).toEqual([]);
  });

  it('leaves at once the second time', async () => {
    const tty = await interrupted();
    tty.press('\x03');

    expect(await tty.ended).toBe(exits.interrupted);
    expect(tty.left).toHaveLength(1);
  });
});

describe('a question', () => {
  it('is answered by typing the word', async () => {
    const tty = await on('box remove "red box"');
    await sees(tty, 'Type red box to confirm');
    tty.press('red box\n');

    expect(await tty.ended).toBe(exits.done);
    expect(tty.screen.seen()).toContain('red box is gone');
  });

  it('is asked again with what was chosen, where a flag of it is typed', async () => {
    const tty = await on('box scrap red');
    await sees(tty, /Goes +red, nails[\s\S]*you may still choose: --keep-ip\s+Scrap\? Type red/);
    tty.press('--keep-ip\n');
    await sees(tty, /Goes +red\n[\s\S]*Keep the nails: chosen by ann[\s\S]*Type red to confirm/);
    tty.press('red\n');

    expect(await tty.ended).toBe(exits.done);
    expect(tty.screen.seen()).toContain('✓ red: gone');
  });

  it.each(['yes\n', '\n', '\x03'])('keeps everything when %j is typed', async (typed) => {
    const tty = await on('box remove red');
    await sees(tty, 'Type red to confirm');
    tty.press(typed);

    expect(await tty.ended).toBe(exits.failed);
    expect(tty.screen.seen()).toContain('red stays');
    expect((await tty.store.heads({ limit: 1 }))[0]?.state).toBe('undone');
  });
});

describe('a form', () => {
  it('is a numbered list to choose from', async () => {
    const tty = await on('box build');
    await sees(tty, /1 {2}red box +new\n +2 {2}blue box/);
    tty.gate.resolve();
    tty.press('2\n');

    expect(await tty.ended).toBe(exits.done);
    expect(tty.screen.seen()).toContain('blue box is ready');
  });

  it('shows what is like the words typed', async () => {
    const tty = await on('box build');
    await sees(tty, '3  green');
    tty.press('box\n');
    await vi.waitFor(() => expect(tty.screen.seen().match(/blue box/g)).toHaveLength(2), { interval: 5 });
    tty.gate.resolve();
    tty.press('1\n');

    expect(await tty.ended).toBe(exits.done);
    expect(tty.screen.seen()).toContain('red box is ready');
  });

  it('goes on to the next question where one may stay open', async () => {
    const tty = await on('box pick');
    await sees(tty, /1 {2}oak[\s\S]*Enter for the next/);
    tty.press('\n');
    await sees(tty, '1  red paint');
    tty.press('1\n');

    expect(await tty.ended).toBe(exits.done);
    expect(tty.screen.seen()).toContain('Picked red paint');
  });

  it('is given up with Ctrl-C', async () => {
    const tty = await on('box build');
    await sees(tty, 'red box');
    tty.press('\x03');

    expect(await tty.ended).toBe(exits.interrupted);
    expect(await tty.store.heads({ limit: 1 })).toEqual([]);
  });
});

describe('the prompt', () => {
  it('hears line after line, and ends with exit', async () => {
    const tty = await on(undefined);
    await sees(tty, 'hoist>');
    tty.press('box list blue\n');
    await sees(tty, /blue\n\n?hoist>/);
    tty.press('exit\n');

    expect(await tty.ended).toBe(exits.done);
    expect(tty.remembered).toEqual(['box list blue']);
  });

  it('remembers a line that was refused, but none that holds a secret', async () => {
    const tty = await on(undefined);
    await sees(tty, 'hoist>');
    tty.press('box lits blue\nbox lock red --pin 1234\nbox lokc red --pin 1234\nexit\n');

    expect(await tty.ended).toBe(exits.done);
    expect(tty.screen.seen()).toContain('--pin is a secret');
    expect(tty.remembered).toEqual(['box lits blue']);
  });

  it('hears every line that was pasted, but takes none for an answer to what it asks', async () => {
    const tty = await on(undefined);
    await sees(tty, 'hoist>');
    tty.press('box list blue\nbox remove red\nred\nexit\n');
    await sees(tty, 'Type red to confirm');

    expect(tty.screen.seen()).toMatch(/hoist> box list blue[\s\S]*hoist> box remove red/);
    expect((await tty.store.heads({ limit: 1 }))[0]?.state).toBe('waiting');
    tty.press('\n');
    await sees(tty, /red stays[\s\S]*hoist>/);
    tty.press('exit\n');
    await tty.ended;
  });

  it('draws an operation once, although its message comes too', async () => {
    const tty = await on(undefined);
    await sees(tty, 'hoist>');
    tty.gate.resolve();
    tty.press('box build red\n');
    await sees(tty, /red is ready[\s\S]*hoist>/);
    tty.press('exit\n');
    await tty.ended;

    expect(tty.screen.seen().match(/Building red|red is ready/g)).toHaveLength(1);
  });

  it.each(['/box list', 'hoist box list'])('understands "%s" as it is typed elsewhere', async (typed) => {
    const tty = await on(undefined);
    await sees(tty, 'hoist>');
    tty.press(`${typed}\n`);
    await sees(tty, 'Boxes');
    tty.press('exit\n');

    expect(await tty.ended).toBe(exits.done);
  });

  it('goes back to lines of earlier days', async () => {
    const tty = await on(undefined);
    await sees(tty, 'hoist>');
    tty.press('\x1b[A');
    await sees(tty, 'hoist> op list');
    tty.press('\x03');

    expect(await tty.ended).toBe(exits.done);
  });

  it('completes with Tab', async () => {
    const tty = await on(undefined);
    await sees(tty, 'hoist>');
    tty.press('box bu\t');
    await sees(tty, 'hoist> box build');
    tty.press('\x03');
    await tty.ended;
  });

  it('says when something that was left running has ended', async () => {
    const tty = await on(undefined);
    await sees(tty, 'hoist>');
    tty.press('box build red\n');
    await sees(tty, '50 %');
    tty.interrupt();
    await sees(tty, 'cancel and undo');
    tty.press('l\n');
    await sees(tty, /without this terminal[\s\S]*hoist>/);
    tty.gate.resolve();
    await sees(tty, /red is ready\n\nred\.example/);
    tty.press('exit\n');

    expect(await tty.ended).toBe(exits.done);
  });
});
