import { afterEach, describe, expect, it, vi } from 'vitest';
import { exits } from '../../adapters/chat/terminal/exit.ts';
import { codes } from '../../src/failure.ts';
import { stage } from './stage.ts';

type Stage = Awaited<ReturnType<typeof stage>>;
let here: Stage | undefined;
afterEach(() => here?.close());
const on = async (...setting: Parameters<typeof stage>): Promise<Stage> => {
  here = await stage(...setting);
  return here;
};

describe('exit status', () => {
  const table: Readonly<Record<string, number>> = { usage: 2, denied: 3 };

  it.each(codes.map((code) => [code, table[code] ?? 1] as const))(
    'of a command that failed as %s is %i',
    async (code, status) => {
      const { ended, complained, piped } = await on({ line: `box fail ${code}` });

      expect(await ended).toBe(status);
      expect(complained()).toBe(`✗ it failed as ${code}\ntry another box\n`);
      expect(piped()).toBe('');
    },
  );

  it.each([
    ['box list', exits.done],
    ['box lsit', exits.usage],
    ['box list --wdie', exits.usage],
    ['box build', exits.usage],
    ['nonsense', exits.usage],
  ])('of "%s" is %i', async (line, status) => {
    expect(await (await on({ line })).ended).toBe(status);
  });

  it.each([
    ['well', exits.done],
    ['badly', exits.failed],
    ['stuck', exits.stuck],
  ])('of an operation that ends %s is %i', async (ends, status) => {
    const { gate, ended } = await on({ line: `box build red --ends ${ends}` });
    gate.resolve();

    expect(await ended).toBe(status);
  });
});

describe('in a pipe', () => {
  it('says each change once, in one plain line', async () => {
    const { gate, ended, piped } = await on({ line: 'box build red' });
    await vi.waitFor(() => expect(piped()).toContain('Box'), { interval: 5 });
    gate.resolve();
    await ended;

    // Which of two quick changes is still seen before the other is a matter of luck.
    const lines = piped()
      .replace(/\d+ m?s/g, '1 s')
      .replace(/^● \w+: in progress\n/gm, '');
    expect(lines).toMatchInlineSnapshot(`
      "Building red
      ✓ Wood: done, oak
      ● Box: in progress, hammering, 50 %
      ✓ Box: done
      ✓ Label: done
      red is ready

      red.example

      1 s · started by ann
      "
    `);
  });

  it('says no word twice of what was taken back', async () => {
    const { gate, ended, piped } = await on({ line: 'box build red --ends badly' });
    gate.resolve();
    await ended;

    expect(piped()).toContain('✗ Box: failed, no nails are left\n↺ Wood: undone\n');
  });

  it('has no escapes in it', async () => {
    const { gate, ended, piped } = await on({ line: 'box build red', env: {} });
    gate.resolve();
    await ended;

    expect(piped()).not.toContain('\x1b');
  });

  it('is coloured when somebody insists', async () => {
    const { ended, piped } = await on({ line: 'box list', env: { FORCE_COLOR: '1' } });
    await ended;

    expect(piped()).toContain('\x1b[1mBoxes');
  });

  it('says in one sentence what is missing, and below it what it can be', async () => {
    const { ended, complained } = await on({ line: 'box build' });

    expect(await ended).toBe(exits.usage);
    expect(complained()).toBe('box build needs --name.\n--name: red box, blue box, green\n');
  });

  it('leaves a question open and says how to answer it', async () => {
    const { ended, complained, store } = await on({ line: 'box remove red' });

    expect(await ended).toBe(exits.waiting);
    expect(complained()).toMatch(/--confirm red next time, or now: hoist approve yes --operation op-\w+/);
    expect((await store.heads({ limit: 1 }))[0]?.state).toBe('waiting');
  });

  it('answers the question with the word given beforehand', async () => {
    const { ended, piped } = await on({ line: 'box remove red --confirm red' });

    expect(await ended).toBe(exits.done);
    expect(piped()).toContain('red is gone');
  });

  it('names what each of two can be, where one of them is enough', async () => {
    const { ended, complained } = await on({ line: 'box pick' });

    expect(await ended).toBe(exits.usage);
    expect(complained()).toBe('box pick needs --wood or --paint.\n--wood: oak\n--paint: red paint\n');
  });

  it('removes nothing when that word is another one', async () => {
    const { ended, store } = await on({ line: 'box remove red --confirm blue' });

    expect(await ended).toBe(exits.usage);
    expect((await store.heads({ limit: 1 }))[0]?.state).not.toBe('done');
  });

  it('is left running by Ctrl-C', async () => {
    const { ended, interrupt, left, complained, piped } = await on({ line: 'box build red' });
    await vi.waitFor(() => expect(piped()).toContain('Box'), { interval: 5 });
    interrupt();

    expect(await ended).toBe(exits.interrupted);
    expect(left).toHaveLength(1);
    expect(complained()).toContain(`hoist op show --operation ${left[0]}`);
  });

  it('begins and goes when nobody wants to wait', async () => {
    const { ended, left, piped } = await on({ line: 'box build red --no-wait' });

    expect(await ended).toBe(exits.done);
    expect(piped()).toContain(`hoist op show --operation ${left[0]}`);
  });
});

describe('as JSON', () => {
  it('prints the data of an answer and nothing else', async () => {
    const { ended, piped } = await on({ line: 'box list blue --json' });

    expect(await ended).toBe(exits.done);
    expect(JSON.parse(piped())).toEqual({ boxes: [{ name: 'blue' }] });
  });

  it('prints how an operation ended', async () => {
    const { gate, ended, piped } = await on({ line: 'box build red --json' });
    gate.resolve();

    expect(await ended).toBe(exits.done);
    expect(JSON.parse(piped())).toMatchObject({ name: 'box.build', state: 'done', value: 'red.example' });
  });

  it('prints why it did not', async () => {
    const { gate, ended, piped } = await on({ line: 'box build red --ends badly --json' });
    gate.resolve();

    expect(await ended).toBe(exits.failed);
    expect(JSON.parse(piped())).toMatchObject({
      state: 'undone',
      error: { code: 'no-capacity', message: 'no nails are left' },
    });
  });

  it('prints what a missing value can be', async () => {
    const { ended, piped } = await on({ line: 'box build --json' });

    expect(await ended).toBe(exits.usage);
    expect(JSON.parse(piped())).toMatchObject({ error: { hint: '--name: red box, blue box, green' } });
  });

  it.each(['box fail quota --json', 'box build --json', 'box lsit --json'])(
    'prints one document for "%s"',
    async (line) => {
      const { ended, piped, complained } = await on({ line });

      expect(await ended).not.toBe(0);
      expect(JSON.parse(piped())).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } });
      expect(complained()).toBe('');
    },
  );
});
