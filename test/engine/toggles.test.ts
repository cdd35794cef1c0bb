import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineOperation, Failure, verbatim } from '../../src/kit.ts';
import { unavailable, words } from './tiny-world.ts';
import { ann, type Bench, bench, bob, kinds } from './workbench.ts';

let open: Bench | undefined;
afterEach(() => open?.engine.close());

const list = z.array(z.string());

/** Removes "a" and "b"; where that is chosen, it spares "b", which takes a step of its own. */
const removeBoth = (removed: string[], look: () => Promise<void>) =>
  defineOperation({
    name: 'thing.remove-both',
    input: z.object({ spare: z.boolean(), extra: z.array(z.string()) }),
    outline: { confirm: words('Asked'), box: words('Box for b'), remove: words('Remove') },
    skips: ({ spare }): readonly ('confirm' | 'box' | 'remove')[] => (spare ? [] : ['box']),
    finals: () => ['remove'],
    likeness: () => 'thing.remove-both',
    toggles: {
      spareB: {
        ...{ about: words('Spare b, and put it into a box'), label: words('Spare b') },
        is: ({ extra, spare }) => (extra.includes('b') ? spare : undefined),
        set: (input, spare) => ({ ...input, spare }),
      },
    },
    async run(op, { spare, extra }) {
      const goes = ['a', ...extra].filter((thing) => !spare || thing !== 'b');
      const anew = async () => {
        await look();
        return goes;
      };
      const plan = await op.agree('confirm', { shape: list, found: goes, anew, counts: (it) => it, atMost: 600_000 });
      if (spare) await op.step('box', { do: async () => 'box', undo: async () => undefined });
      await op.step('remove', { final: true, do: async () => void removed.push(...plan) });
      return plan;
    },
    tell: {
      title: () => 'Removing',
      about: (_input, _locale, asked) => [{ kind: 'text', text: `Goes: ${list.catch([]).parse(asked).join(', ')}` }],
      done: (gone) => ({ title: `${gone.join(', ')} gone`, blocks: [], kept: ['b kept'] }),
      failed: () => 'nothing was removed',
      question: (_step, _asked, _input, _locale, before) => ({
        blocks: before ? [{ kind: 'note', text: `before: ${list.parse(before.asked).join(', ')}` }] : [],
        ...{ yes: 'Remove', no: 'Keep', word: 'all' },
      }),
    },
  });

async function asked(more: { readonly extra?: readonly string[]; readonly faults?: Failure[] } = {}) {
  const { faults = [], extra = ['b'] } = more;
  const removed: string[] = [];
  const operation = removeBoth(removed, async () => {
    const fault = faults.shift();
    if (fault) throw fault;
  });
  const on = bench([operation]);
  open = on;
  const id = await on.begin(operation, { spare: false, extra });
  const waits = () => on.when(id, ({ head, entries }) => head.state === 'waiting' && entries.at(-1)?.kind === 'began');
  await waits();
  const toggle = (wanted: boolean, who = ann) => on.engine.toggle(id, 'spareB', wanted, who);
  const yes = (seen?: string) => on.engine.answer(id, { yes: true }, ann, seen);
  const card = async () => JSON.stringify(await on.view(id));
  const seen = async () => on.engine.question(await on.kept(id), 'en')?.seen;
  return { on, id, removed, faults, waits, toggle, yes, card, seen };
}

describe('what is chosen before it is decided', () => {
  it('is the input from then on: for the plan, the outline and what is done', async () => {
    const { on, id, removed, waits, toggle, yes, card } = await asked();

    await toggle(true);
    await waits();

    expect(await card()).toMatch(/Goes: a".*before: a, b.*Spare b: chosen by ann at.*Box for b.*☑ Spare b/);
    await yes();
    const kept = await on.rest(id);
    expect(removed).toEqual(['a']);
    expect(kept.head.input).toEqual({ spare: false, extra: ['b'] });
    expect(kinds(kept)).toEqual([
      ...['began confirm', 'toggled confirm', 'began confirm', 'answered confirm', 'did confirm'],
      ...['began box', 'did box', 'began remove', 'did remove', 'ended'],
    ]);
    expect(await card()).toMatch(/started by ann · b kept/);
  });

  it('leaves no plan to agree to until the new one is found, and a no counts at any time', async () => {
    const { on, id, removed, faults, toggle, yes, card } = await asked();
    faults.push(...Array.from({ length: 3 }, () => unavailable()));

    await toggle(true);
    await on.when(id, ({ entries }) => entries.at(-1)?.kind === 'tried');

    await expect(yes()).rejects.toMatchObject({ code: 'conflict' });
    expect(await card()).not.toContain('approve yes');
    await on.engine.answer(id, { yes: false }, ann);
    expect((await on.rest(id)).head.state).toBe('undone');
    expect(removed).toEqual([]);
  });

  it('may be chosen back meanwhile, and is asked again all the same', async () => {
    const { on, id, removed, faults, waits, toggle, yes, card, seen } = await asked();
    const before = await seen();
    faults.push(unavailable());
    await toggle(true);
    await on.when(id, ({ entries }) => entries.at(-1)?.kind === 'tried');

    await toggle(false);
    await waits();

    expect(await seen()).toBe(before);
    expect(await card()).toMatch(/Goes: a, b.*Spare b: no longer, said ann at/);
    expect(await card()).not.toContain('before:');
    await yes(before);
    await on.rest(id);
    expect(removed).toEqual(['a', 'b']);
  });

  it('has as long again as the first time, and comes too late behind that', async () => {
    const { on, id, waits, toggle } = await asked();
    await on.clock.pass(500_000);
    await toggle(true);
    await waits();

    await on.clock.pass(500_000);
    expect((await on.kept(id)).head.state).toBe('waiting');
    await on.clock.pass(101_000);

    expect((await on.rest(id)).head.state).toBe('undone');
    await expect(toggle(false)).rejects.toMatchObject({ code: 'timed-out' });
  });

  it('is one thing whoever says it at the same time', async () => {
    const { on, id, waits, toggle } = await asked();

    const said = await Promise.allSettled([toggle(true), toggle(true)]);
    await waits();

    expect(said.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(kinds(await on.kept(id)).filter((kind) => kind === 'toggled confirm')).toHaveLength(1);
  });

  it('is not for somebody else to choose, nor what the plan does not have', async () => {
    const { on, id, toggle } = await asked();
    await expect(toggle(true, bob)).rejects.toMatchObject({ code: 'denied' });
    await expect(on.engine.toggle(id, 'constructor', true, ann)).rejects.toMatchObject({ code: 'usage' });
    await on.engine.close();

    const without = await asked({ extra: [] });
    expect(await without.card()).not.toContain('Spare b');
    await expect(without.toggle(true)).rejects.toMatchObject({ code: 'usage' });
  });

  it('ends with nothing done where nobody can say what it would be', async () => {
    const { on, id, removed, faults, toggle } = await asked();
    faults.push(new Failure('denied', verbatim('the cloud answered 403')));

    await toggle(true);

    expect((await on.rest(id)).head.state).toBe('undone');
    expect(removed).toEqual([]);
  });
});
