import { expect, it } from 'vitest';
import { openAudit } from '../../src/audit/audit.ts';
import { outsider, refusal, smallBot } from './small-bot.ts';

it('has who wanted to change what and where, and what was refused by which rule', async () => {
  const bot = await smallBot();
  await bot.hear('box list');
  const began = await bot.hear('box start base-image');
  await bot.hear('box start wrong-image');
  await bot.hear('box stop work', { who: outsider });
  await bot.hear('hoist cloud practice');

  const rows = await openAudit(bot.store).newest(10);

  expect(rows.toReversed()).toMatchObject([
    {
      ...{ who: 'web:local:ann', name: 'ann', where: 'web:general', command: 'box start', result: 'began' },
      operation: began.kind === 'began' ? began.operation : '',
    },
    { command: 'box start', result: 'not-found' },
    {
      ...{ who: 'web:local:outsider', command: 'box stop', result: 'denied' },
      rule: 'The rule is "outsiders only look"; whoever runs this Hoist can change it.',
    },
    { command: 'hoist cloud', result: 'done' },
  ]);
});

it('keeps no word of what was said', async () => {
  const bot = await smallBot();

  await bot.hear({ filled: { command: 'box key', args: { box: 'work', key: 'hunter2' } } });

  const [row] = await openAudit(bot.store).newest(1);
  expect(row).toMatchObject({ command: 'box key', result: 'done' });
  expect(JSON.stringify(row)).not.toContain('hunter2');
});

it('is shown and verified by a command', async () => {
  const bot = await smallBot();
  await bot.hear('box start base-image');

  expect(await bot.hear('hoist audit')).toMatchObject({
    view: {
      blocks: [
        {
          kind: 'table',
          rows: [
            {
              cells: [
                '1',
                expect.any(String),
                'ann',
                expect.stringMatching(/^box start · op-/),
                'web:general',
                'began',
              ],
            },
          ],
        },
      ],
    },
  });
  expect(await bot.hear('hoist audit verify')).toMatchObject({
    view: { title: 'The audit is whole: 1 rows', tone: 'good' },
  });
});

it('says which row was tampered with', async () => {
  const bot = await smallBot();
  for (const image of ['base-image', 'a', 'b']) await bot.hear(`box start ${image}`);
  const key = 'audit/000000000002';
  const row = await bot.store.get(key);

  await bot.store.put(key, { ...(row as object), name: 'somebody else' });

  const said = refusal(await bot.hear('hoist audit verify'));
  expect(said.said).toBe('Row 2 of the audit was changed after it was written');
  expect(said.hint).toBe('Rows 1 to 1 before it are as they were written.');
});
