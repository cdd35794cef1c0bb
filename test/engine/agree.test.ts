import { afterEach, describe, expect, it } from 'vitest';
import { type Approval, Failure, verbatim } from '../../src/kit.ts';
import { removeAll, unavailable } from './tiny-world.ts';
import { ann, type Bench, bench, bob, kinds } from './workbench.ts';

let open: Bench | undefined;
afterEach(() => open?.engine.close());

const approval = { rule: 'two of them', count: 2, self: true, within: 600_000 };
const cid = { id: 'web:local:cid', name: 'cid' };

interface More {
  readonly given?: true;
  readonly approval?: Approval;
  /** What is there from behind the first look on. */
  readonly later?: string;
}

async function asked(more: More = {}) {
  const things = new Set(['a']);
  const removed: string[] = [];
  const faults: Failure[] = [];
  const operation = removeAll({
    async look() {
      const fault = faults.shift();
      if (fault) throw fault;
      const found = [...things];
      if (more.later) things.add(more.later);
      return found;
    },
    async remove(key) {
      things.delete(key);
      removed.push(key);
    },
  });
  const on = bench([operation], { mayAnswer: () => true });
  open = on;
  const input = { found: ['a'], given: more.given ?? false };
  const by = { who: ann, where: { chat: 'web', channel: 'general' }, locale: 'en', event: 'words' } as const;
  const { id } = await on.engine.begin(operation, input, { ...by, approval: more.approval });
  const waits = async () => {
    await on.when(id, ({ head, entries }) => head.state === 'waiting' && entries.at(-1)?.kind === 'began');
  };
  await waits();
  const seen = async () => on.engine.question(await on.kept(id), 'en')?.seen;
  const yes = (who = ann, plan?: string) => on.engine.answer(id, { yes: true }, who, plan);
  return { on, id, things, removed, faults, waits, seen, yes };
}

describe('what was agreed to', () => {
  it('is done where it is still the same', async () => {
    const { on, id, removed, yes, seen } = await asked();

    await yes(ann, await seen());

    expect(kinds(await on.rest(id))).toEqual([
      'began confirm',
      'answered confirm',
      'did confirm',
      'began remove',
      'did remove',
      'ended',
    ]);
    expect(removed).toEqual(['a']);
  });

  it('is asked again where it is another plan by then, and nothing is done', async () => {
    const { on, id, things, removed, waits, yes } = await asked();
    things.add('b');

    await yes();
    await waits();

    expect(removed).toEqual([]);
    const text = JSON.stringify(await on.view(id));
    expect(text).toContain('Goes: a, b');
    expect(text).toContain('before: a');
    expect(text).toContain('waiting for ann');
    expect(text).not.toContain('answered by');
    await yes();
    expect((await on.rest(id)).head.state).toBe('done');
    expect(removed).toEqual(['a', 'b']);
    expect((await on.view(id)).title).toBe('a, b gone');
  });

  it('is not what a card shows that was drawn before', async () => {
    const { on, id, things, removed, waits, seen, yes } = await asked();
    const old = await seen();
    things.add('b');
    await yes(ann, old);
    await waits();

    const press = yes(bob, old);

    await expect(press).rejects.toMatchObject({ code: 'conflict' });
    expect((await on.kept(id)).head.state).toBe('waiting');
    expect(removed).toEqual([]);
    await yes(bob, await seen());
    expect((await on.rest(id)).head.state).toBe('done');
  });

  it('has to be agreed to by all of them again', async () => {
    const { on, id, things, removed, waits, yes } = await asked({ approval });
    await yes(bob);
    things.add('b');
    await yes(cid);
    await waits();

    await yes(cid);
    expect(removed).toEqual([]);
    await yes(bob);

    expect((await on.rest(id)).head.state).toBe('done');
    expect(JSON.stringify(await on.view(id))).toContain('approved by cid, bob');
  });

  it('has as long again as the first time', async () => {
    const { on, id, things, waits, yes } = await asked({ approval: { ...approval, count: 1 } });
    await on.clock.pass(500_000);
    things.add('b');
    await yes();
    await waits();

    await on.clock.pass(500_000);
    expect((await on.kept(id)).head.state).toBe('waiting');
    await on.clock.pass(200_000);

    expect((await on.rest(id)).head.state).toBe('undone');
  });

  it('has those who are asked reminded once for each plan, and never twice in a row', async () => {
    const minutes = 60_000;
    const { on, id, things, waits, yes } = await asked({ approval: { ...approval, count: 1, remind: 2 * minutes } });
    const reminded = async () => kinds(await on.kept(id)).filter((kind) => kind === 'reminded confirm').length;
    await on.clock.pass(2 * minutes + 1_000);
    expect(await reminded()).toBe(1);
    things.add('b');
    await yes();
    await waits();

    await on.clock.pass(4 * minutes);
    expect(await reminded()).toBe(1);
    await expect(on.engine.remind(id, ann)).rejects.toMatchObject({ code: 'conflict' });
    await on.clock.pass(minutes);

    expect(await reminded()).toBe(2);
  });

  it('is looked at again when the cloud does not answer', async () => {
    const { on, id, faults, removed, yes } = await asked();
    faults.push(unavailable(), unavailable());

    await yes();

    expect((await on.rest(id)).head.state).toBe('done');
    expect(removed).toEqual(['a']);
  });

  it('is not done when nobody can say whether it is the same', async () => {
    const { on, id, faults, removed, yes } = await asked();
    faults.push(new Failure('denied', verbatim('the cloud answered 403')));

    await yes();

    expect((await on.rest(id)).head.state).toBe('undone');
    expect(removed).toEqual([]);
  });

  it('is looked at once more later without asking anybody, and asked about where it has changed', async () => {
    const same = await asked({ given: true });
    await same.yes();
    expect(kinds(await same.on.rest(same.id)).filter((kind) => kind.startsWith('answered'))).toHaveLength(1);
    await same.on.engine.close();

    const { on, id, waits, removed, yes } = await asked({ given: true, later: 'b' });
    await yes();
    await waits();

    expect(removed).toEqual([]);
    expect(JSON.stringify(await on.view(id))).toContain('before: a');
    await yes();
    expect((await on.rest(id)).head.state).toBe('done');
    expect(removed).toEqual(['a', 'b']);
  });
});
