import { describe, expect, it } from 'vitest';
import { present } from '../../src/engine/present.ts';
import type { History } from '../../src/engine/progress.ts';
import type { Tell } from '../../src/engine/tells.ts';
import { type Entry, type Locale, locales, type OperationState, said, type View, verbatim } from '../../src/kit.ts';
import { removeThing, startThing, tinyWorld, words } from './tiny-world.ts';
import { ann, bob, here } from './workbench.ts';

const start = startThing(tinyWorld());
const remove = removeThing(tinyWorld());
const t = Date.UTC(2026, 10, 20, 10, 15, 0);
const s = (seconds: number) => t + seconds * 1_000;
const because = (text: string) => ({ code: 'no-capacity', said: said(verbatim(text)) }) as const;

interface More {
  readonly operation?: typeof start | typeof remove;
  readonly state?: OperationState;
  readonly history?: History;
  readonly tell?: Tell;
  readonly now?: number;
  readonly locale?: Locale;
}

function card(entries: readonly Entry[], more: More = {}): View {
  const operation = more.operation ?? start;
  const head = {
    id: 'op-1',
    operation: operation.name,
    input: { name: 'web-1', key: 'k' },
    who: ann,
    where: here,
    locale: 'en',
    likeness: 'x',
    state: more.state ?? 'going',
    at: t,
    length: entries.length,
  } as const;
  return present({
    kept: { head, entries },
    operation,
    history: more.history ?? {},
    tell: more.tell,
    now: more.now ?? s(20),
    locale: more.locale ?? 'en',
  });
}

const lines = (view: View) =>
  view.blocks.flatMap((block) =>
    block.kind === 'steps'
      ? block.steps.map(({ state, name, note, time }) => [state, name, note, time].filter(Boolean).join(' | '))
      : [],
  );
const texts = (view: View) =>
  view.blocks.flatMap((block) => (block.kind === 'text' || block.kind === 'note' ? [block.text] : []));
const presses = (view: View) => view.buttons?.map(({ label, press }) => `${label}: ${press.command}`);

const disk: readonly Entry[] = [
  { at: s(0), kind: 'began', step: 'disk' },
  { at: s(6), kind: 'did', step: 'disk', note: said(verbatim('20 GB')) },
];
const machineBegan: Entry = { at: s(6), kind: 'began', step: 'machine' };

describe('a card while it goes', () => {
  it('lists what is done, what is going, and what comes', () => {
    const view = card([...disk, machineBegan]);

    expect(view).toMatchObject({ title: 'Starting web-1', tone: 'plain' });
    expect(texts(view)).toEqual(['≈ 92 ₽/h']);
    expect(lines(view)).toEqual(['done | Disk | 20 GB | 6 s', 'doing | Machine | 14 s', 'todo | Address']);
    expect(presses(view)).toEqual(['Cancel: op cancel', 'Details: op show']);
    expect(view.buttons?.[0]?.press.args).toEqual({ operation: 'op-1' });
  });

  it('says since when the running step runs, for chats that can count on', () => {
    const [steps] = card([...disk, machineBegan]).blocks.filter((block) => block.kind === 'steps');

    expect(steps?.steps.map(({ since }) => since)).toEqual([undefined, machineBegan.at, undefined]);
  });

  it.each<[readonly number[], string]>([
    [[25_000, 30_000, 40_000], '14 s, usually 27–36 s'],
    [[30_000, 30_000, 30_000], '14 s, usually 30 s'],
    [[50_000, 60_000, 120_000], '14 s, usually 54 s–1 min 36 s'],
    [[30_000, 30_000], '14 s'],
  ])('says how long it usually takes, once that is known: %j', (machine, time) => {
    expect(lines(card([...disk, machineBegan], { history: { machine } }))[1]).toBe(`doing | Machine | ${time}`);
  });

  it('shows what the step says, and why the last try failed until the next begins', () => {
    const tell = { step: 'machine', words: verbatim('building') };
    const tried: Entry = { at: s(15), kind: 'tried', step: 'machine', reason: because('503'), next: s(23) };

    expect(lines(card([...disk, machineBegan], { tell }))[1]).toBe('doing | Machine | building | 14 s');
    expect(lines(card([...disk, machineBegan, tried], { tell }))[1]).toBe('doing | Machine | 503; again in 3 s | 14 s');
    expect(lines(card([...disk, machineBegan, tried], { tell, now: s(24) }))[1]).toBe(
      'doing | Machine | building | 18 s',
    );
  });

  it('says that it was resumed', () => {
    const view = card([...disk, { at: s(9), kind: 'resumed' }]);

    expect(texts(view).at(-1)).toMatch(/^resumed at \d\d:15, after a restart$/);
  });

  it('offers no cancel behind a step that cannot be taken back', () => {
    const view = card([{ at: s(1), kind: 'began', step: 'remove', final: true }], { operation: remove });

    expect(presses(view)).toEqual(['Details: op show']);
  });

  it('asks its question with a button for each answer', () => {
    const view = card([{ at: s(0), kind: 'began', step: 'confirm', asked: {}, until: s(1_820) }], {
      operation: remove,
      state: 'waiting',
    });

    expect(view.tone).toBe('waiting');
    expect(texts(view)).toContain('Goes: web-1');
    expect(lines(view)[0]).toBe('waiting | Asked | waiting for ann | 30 min left');
    expect(presses(view)).toEqual(['Remove: approve yes', 'Keep: approve no', 'Details: op show']);
    expect(view.buttons?.every(({ press }) => press.args.operation === 'op-1')).toBe(true);
  });

  it('shows that it goes back, with nothing left to cancel', () => {
    const failed: Entry = { at: s(8), kind: 'failed', step: 'machine', reason: because('No valid host was found') };
    const view = card([...disk, machineBegan, failed, { at: s(9), kind: 'undid', step: 'machine' }]);

    expect(view.title).toBe('web-1 did not start: No valid host was found');
    expect(lines(view)).toEqual([
      'done | Disk | 20 GB | 6 s',
      'failed | Machine | No valid host was found',
      'todo | Address',
    ]);
    expect(presses(view)).toEqual(['Details: op show']);
  });
});

describe('a card at the end', () => {
  it('shows what came of it, for whom and how long it took', () => {
    const view = card([...disk, { at: s(58), kind: 'ended', outcome: 'done', value: '91.123.45.67' }]);

    expect(view).toMatchObject({ title: 'web-1 is ready', tone: 'good' });
    expect(view.blocks[0]).toEqual({ kind: 'code', code: '91.123.45.67' });
    expect(texts(view)).toEqual(['58 s · started by ann']);
  });

  it('says why it failed, that nothing is left, and what works instead', () => {
    const next = { label: said(words('Try ru-7b')), press: { command: 'gpu start', args: { zone: 'ru-7b' } } };
    const reason = { ...because('No valid host was found.'), hint: said(words('Others are free.')), next: [next] };
    const view = card([
      ...disk,
      machineBegan,
      { at: s(8), kind: 'failed', step: 'machine', reason },
      { at: s(9), kind: 'undid', step: 'machine' },
      { at: s(9), kind: 'undid', step: 'disk' },
      { at: s(9), kind: 'ended', outcome: 'undone' },
    ]);

    expect(view).toMatchObject({ title: 'web-1 did not start: No valid host was found', tone: 'bad' });
    expect(lines(view)[0]).toBe('undone | Disk | undone');
    expect(texts(view)).toEqual(['Others are free.', 'Nothing is left behind; nothing is charged.']);
    expect(presses(view)).toEqual(['Try ru-7b: gpu start', 'Details: op show']);
  });

  it('says for how long it waits already where something has to settle before it can be taken back', () => {
    const tried = (at: number): Entry => {
      const reason = because('the disk is being filled');
      return { at, kind: 'tried', step: 'disk', undo: true, reason, next: at + 16_000 };
    };

    const cancelled: Entry = { at: s(8), kind: 'failed', step: 'disk', reason: because('cancelled') };
    const view = card([...disk, { ...cancelled, by: ann }, tried(s(9)), tried(s(60))], { now: s(69) });

    expect(lines(view)[0]).toBe('doing | Disk | not taken back yet: the disk is being filled | 1 min');
  });

  it('names what could not be taken back, why, and offers to try again', () => {
    const tried: Entry = { at: s(9), kind: 'tried', step: 'disk', undo: true, reason: because('503 six times') };
    const view = card([
      ...disk,
      machineBegan,
      { at: s(8), kind: 'failed', step: 'machine', reason: because('No valid host was found') },
      { at: s(9), kind: 'undid', step: 'machine' },
      tried,
      { at: s(9), kind: 'ended', outcome: 'stuck', left: ['disk'] },
    ]);

    expect(texts(view)).toEqual(['Could not be taken back: Disk.']);
    expect(lines(view)[0]).toBe('failed | Disk | not taken back yet: 503 six times');
    expect(presses(view)).toEqual(['Try again: op retry', 'Details: op show']);
  });

  it.each([
    ['says why the step that failed could not be taken back either', '403', 'Could not be taken back: Machine: 403.'],
    ['does not say the same reason again', '503', 'Could not be taken back: Machine.'],
  ])('%s', (_, undone, text) => {
    const view = card([
      ...disk,
      machineBegan,
      { at: s(8), kind: 'failed', step: 'machine', reason: because('503') },
      { at: s(9), kind: 'tried', step: 'machine', undo: true, reason: because(undone) },
      { at: s(9), kind: 'undid', step: 'disk' },
      { at: s(9), kind: 'ended', outcome: 'stuck', left: ['machine'] },
    ]);

    expect(texts(view)).toEqual([text]);
  });

  it('says where it stopped when it can only go on', () => {
    const view = card(
      [
        { at: s(1), kind: 'began', step: 'remove', final: true },
        { at: s(2), kind: 'failed', step: 'remove', reason: because('503') },
        { at: s(2), kind: 'ended', outcome: 'stuck', left: ['remove'] },
      ],
      { operation: remove },
    );

    expect(texts(view)[0]).toContain('Stopped at "Remove".');
    expect(presses(view)).toEqual(['Try again: op retry', 'Details: op show']);
  });

  describe('of what was done and is taken back later', () => {
    const reason = { code: 'cancelled', said: said(verbatim('cancelled by ann')) } as const;
    const asked: readonly Entry[] = [
      ...disk,
      { at: s(58), kind: 'ended', outcome: 'done', value: '91.123.45.67' },
      { at: s(9_000), kind: 'failed', reason, by: bob },
    ];
    const undid: Entry = { at: s(9_001), kind: 'undid', step: 'disk' };
    const undone: Entry = { at: s(9_001), kind: 'ended', outcome: 'undone' };
    const tried: Entry = { at: s(9_001), kind: 'tried', step: 'disk', undo: true, reason: because('503') };
    const stuck: Entry = { at: s(9_001), kind: 'ended', outcome: 'stuck', left: ['disk'] };

    it.each<[Locale, string, string, string]>([
      [
        'en',
        'Being taken back by bob: "web-1 is ready"',
        'Taken back by bob: "web-1 is ready"',
        'Not all of it could be taken back by bob: "web-1 is ready"',
      ],
      [
        'ru',
        'Отменяется по команде bob: «web-1 is ready»',
        'Отменено по команде bob: «web-1 is ready»',
        'По команде bob отменено не всё: «web-1 is ready»',
      ],
      [
        'ko',
        'bob 님이 되돌리는 중: "web-1 is ready"',
        'bob 님이 되돌림: "web-1 is ready"',
        'bob 님이 되돌렸으나 일부가 남음: "web-1 is ready"',
      ],
    ])('says in its own words by whom (%s)', (locale, going, gone, left) => {
      const titles = [asked, [...asked, undid, undone], [...asked, tried, stuck]].map(
        (entries) => card(entries, { locale }).title,
      );

      expect(titles).toEqual([going, gone, left]);
    });

    it('is no failure, and does not claim that nothing was charged', () => {
      const view = card([...asked, undid, undone]);

      expect(view.tone).toBe('plain');
      expect(texts(view)).toEqual(['Nothing is left behind.']);
    });

    it('is a failure where something could not be taken back', () => {
      const view = card([...asked, tried, stuck]);

      expect(view.tone).toBe('bad');
      expect(presses(view)).toEqual(['Try again: op retry', 'Details: op show']);
    });
  });
});

it.each(locales)('has words for every card in %s', (locale) => {
  const failed: Entry = { at: s(8), kind: 'failed', step: 'machine', reason: because('x') };
  const views = [
    card([...disk, machineBegan, { at: s(9), kind: 'resumed' }], { locale }),
    card([...disk, machineBegan, failed], { locale }),
    card([...disk, failed, { at: s(9), kind: 'ended', outcome: 'undone' }], { locale }),
    card([...disk, failed, { at: s(9), kind: 'ended', outcome: 'stuck', left: ['disk', 'gone'] }], { locale }),
  ];

  for (const view of views) {
    expect(JSON.stringify(view)).not.toContain('undefined');
    if (locale === 'en') continue;
    const own = [...texts(view).slice(1), ...(presses(view) ?? [])].join(' ');
    expect(own).not.toMatch(/Nothing|Cancel:|Details:|Try again|resumed/);
  }
});
