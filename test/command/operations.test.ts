import { describe, expect, it } from 'vitest';
import type { Answer, View } from '../../src/kit.ts';
import { bob, refusal, type SmallBot, smallBot } from './small-bot.ts';

const elsewhere = { chat: 'web', channel: 'random' };
const view = (answer: Answer): View => {
  if (answer.kind === 'form') throw new Error('a form');
  return answer.view;
};
const cells = (answer: Answer): readonly (readonly string[])[] =>
  view(answer).blocks.flatMap((block) => (block.kind === 'table' ? block.rows.map((row) => row.cells) : []));

async function begin(bot: SmallBot, line: string, state: string): Promise<string> {
  const answer = await bot.hear(line);
  if (answer.kind !== 'began') throw new Error('nothing begun');
  await bot.until(answer.operation, state);
  return answer.operation;
}

describe('op list', () => {
  it('says what, how it stands, whose and since when, newest first', async () => {
    const bot = await smallBot();
    const first = await begin(bot, 'box start base-image', 'done');
    await bot.pass(3_600_000);
    const second = await begin(bot, 'box stop work', 'waiting');

    const rows = cells(await bot.hear('op list'));

    expect(rows).toEqual([
      [second, 'Removing work', '◌ waiting for an answer', 'ann', 'now'],
      [first, 'Starting base-image', '✓ done', 'ann', '1 hour ago'],
    ]);
  });

  it('can be narrowed to a state and to one’s own', async () => {
    const bot = await smallBot();
    await begin(bot, 'box start base-image', 'done');

    expect(cells(await bot.hear('op list --state stuck'))).toEqual([]);
    expect(cells(await bot.hear('op list --mine', { who: bob }))).toEqual([]);
    expect(cells(await bot.hear('op list --mine --limit 1'))).toHaveLength(1);
  });

  it('is data for scripts', async () => {
    const bot = await smallBot();
    const id = await begin(bot, 'box start base-image', 'done');

    expect(await bot.hear('op list --json')).toMatchObject({
      data: [{ id, state: 'done', title: 'Starting base-image' }],
    });
  });
});

describe('op show and op log', () => {
  it('show the card, also by the beginning of its id', async () => {
    const bot = await smallBot();
    const id = await begin(bot, 'box start base-image', 'done');

    expect(view(await bot.hear(`op show ${id.slice(0, -2)}`)).title).toContain('base-image is ready');
  });

  it('show the journal with times', async () => {
    const bot = await smallBot();
    const id = await begin(bot, 'box start base-image', 'done');

    const rows = cells(await bot.hear(`op log ${id}`));

    expect(rows.map(([, ...said]) => said)).toEqual([
      ['', 'asked for', 'by ann'],
      ['Box', 'begun', ''],
      ['Box', 'done', ''],
      ['', 'ended: done', ''],
    ]);
    expect(rows[0]?.[0]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  });

  it('call the steps what the card calls them, in the language of the reader, and say who did what', async () => {
    const bot = await smallBot();
    const id = await begin(bot, 'box stop work', 'waiting');
    await bot.hear({ press: { command: 'approve no', args: { operation: id } } });
    await bot.until(id, 'undone');

    const rows = cells(await bot.hear(`op log ${id}`, { locale: 'ru' }));

    expect(rows.map(([, ...said]) => said)).toEqual([
      ['', 'запрошено', 'кто: ann'],
      ['Confirmation (ru)', 'задан вопрос', ''],
      ['Confirmation (ru)', 'возврат к тому, что было', 'отменено: ann'],
      ['', 'конец: всё возвращено', ''],
    ]);
  });

  it('name the nearest where there is no such operation', async () => {
    const bot = await smallBot();

    expect(refusal(await bot.hear('op show op-none')).said).toBe('There is no operation "op-none".');
  });
});

describe('op cancel, undo and retry', () => {
  it('take back what waits', async () => {
    const bot = await smallBot();
    const id = await begin(bot, 'box stop work', 'waiting');

    const answer = await bot.hear(`op cancel ${id}`, { who: bob });
    await bot.until(id, 'undone');

    expect(answer).toMatchObject({ kind: 'began', operation: id });
    expect(bot.removed).toEqual([]);
  });

  it('say how it stands where its card cannot be seen', async () => {
    const bot = await smallBot();
    const id = await begin(bot, 'box stop work', 'waiting');

    expect(await bot.hear(`op cancel ${id}`, { where: elsewhere })).toMatchObject({
      kind: 'view',
      data: { operation: id },
    });
  });

  it('refuse what cannot be', async () => {
    const bot = await smallBot();
    const id = await begin(bot, 'box start base-image', 'done');

    expect(refusal(await bot.hear(`op retry ${id}`)).said).toContain('not stuck');
  });

  it('take back what is done', async () => {
    const bot = await smallBot();
    const id = await begin(bot, 'box start base-image', 'done');

    await bot.hear(`op undo ${id} --sure`);
    await bot.until(id, 'undone');

    expect((await bot.store.read(id))?.head.state).toBe('undone');
  });

  it('take back what is done only when it is said twice, since it may have been used', async () => {
    const bot = await smallBot();
    const id = await begin(bot, 'box start base-image', 'done');

    const undo = refusal(await bot.hear(`op undo ${id}`));
    const cancel = refusal(await bot.hear(`op cancel ${id}`));

    expect(undo.said).toContain('removes for good');
    expect(undo.next).toEqual(['Take it back']);
    expect(cancel.said).toContain('nothing to stop');
    expect((await bot.store.read(id))?.head.state).toBe('done');
  });
});

describe('approve', () => {
  it('lists what waits, with the answers as buttons for who may give them', async () => {
    const bot = await smallBot();
    await begin(bot, 'box stop work', 'waiting');
    const labels = (answer: Answer) =>
      view(answer).blocks.flatMap((block) =>
        block.kind === 'table' ? block.rows.flatMap((row) => (row.buttons ?? []).map(({ label }) => label)) : [],
      );

    expect(labels(await bot.hear('approve list'))).toEqual(['Remove', 'Keep', 'Show']);
    expect(labels(await bot.hear('approve list', { who: bob }))).toEqual(['Show']);
  });

  it('no leaves everything as it was', async () => {
    const bot = await smallBot();
    const id = await begin(bot, 'box stop work', 'waiting');

    await bot.hear('approve no');
    await bot.until(id, 'undone');

    expect(bot.removed).toEqual([]);
  });

  it('yes asks which one, even when there is only one', async () => {
    const bot = await smallBot();
    const id = await begin(bot, 'box stop work', 'waiting');

    expect(await bot.hear('approve yes')).toMatchObject({
      kind: 'form',
      form: { fields: [{ name: 'operation', required: true, choices: [{ value: id, about: 'Removing work' }] }] },
    });
  });

  it('yes says when nothing waits', async () => {
    const bot = await smallBot();

    expect(refusal(await bot.hear('approve yes')).said).toBe('Nothing waits for your answer.');
  });
});
