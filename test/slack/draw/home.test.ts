import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawHome } from '../../../adapters/chat/slack/draw/home.ts';
import { homeFaults } from '../../../adapters/chat/slack/limits/surface.ts';
import { type Invocation, locales, type View, writePress } from '../../../src/kit.ts';
import { fixtures } from '../../golden/views.ts';
import { anyView } from './views.ts';

const write = (invocation: Invocation, most: number) => writePress(invocation, most).text;
const machines = (count: number, group?: string, name = 'gpu-work'): View => ({
  title: 'My machines',
  tone: 'plain',
  blocks: [
    {
      kind: 'table',
      columns: [{ name: 'Name' }, { name: 'State' }],
      rows: Array.from({ length: count }, (_, n) => ({
        cells: [`${name}-${n}`, 'on'],
        ...(group ? { group } : {}),
        buttons: [
          { label: 'Stop', press: { command: 'gpu stop', args: { machine: `id-${n}` } }, style: 'danger' },
          { label: 'Park', press: { command: 'gpu park', args: { machine: `id-${n}` } } },
        ],
      })),
    },
  ],
});

describe('the Home tab', () => {
  it('is one that Slack takes, whatever is on it', () => {
    fc.assert(
      fc.property(fc.array(anyView, { maxLength: 4 }), fc.constantFrom(...locales), (views, locale) => {
        expect(homeFaults(drawHome(views, locale, write))).toEqual([]);
      }),
      { numRuns: 40, interruptAfterTimeLimit: 15_000 },
    );
  });

  it('takes every view the product says, one below the other', () => {
    const views = fixtures.map(({ view }) => view);

    expect(homeFaults(drawHome(views, 'en', write))).toEqual([]);
  });

  it('has the buttons of each machine beside it', () => {
    const { blocks } = drawHome([machines(2)], 'en', write);

    expect(blocks.slice(1)).toMatchObject([
      { type: 'section', text: { text: '*gpu-work-0*\nState: on' } },
      { type: 'actions', elements: [{ text: { text: 'Stop' }, style: 'danger' }, { text: { text: 'Park' } }] },
      { type: 'section', text: { text: '*gpu-work-1*\nState: on' } },
      { type: 'actions', elements: [{ action_id: 'press:3' }, { action_id: 'press:4' }] },
    ]);
  });

  it('keeps one’s own machines apart from the others, each with its buttons however many those are', () => {
    const [mine, others] = [machines(2, 'Yours', 'mine'), machines(60, 'Others', 'of-bob')];
    const [both] = mine.blocks;
    const rows = [mine, others].flatMap(({ blocks: [block] }) => (block?.kind === 'table' ? block.rows : []));
    const view = { ...mine, blocks: both?.kind === 'table' ? [{ ...both, rows }] : [] };

    const { blocks } = drawHome([view], 'en', write);

    expect(blocks).toMatchObject([
      { text: { text: '*My machines*' } },
      { type: 'context', elements: [{ text: 'Yours' }] },
      { text: { text: '*mine-0*\nState: on' } },
      { elements: [{ text: { text: 'Stop' } }, { text: { text: 'Park' } }] },
      { text: { text: '*mine-1*\nState: on' } },
      { elements: [{ text: { text: 'Stop' } }, { text: { text: 'Park' } }] },
      { type: 'context', elements: [{ text: 'Others' }] },
      {
        type: 'section',
        text: { text: expect.stringMatching(/^of-bob-0 · on\n(of-bob-\d+ · on\n){58}of-bob-59 · on$/) },
      },
      { elements: [{ type: 'static_select' }, { type: 'static_select' }] },
    ]);
  });

  it('says a long list whole, or how many are left out', () => {
    const named = (count: number) => machines(count, undefined, `a-machine-with-quite-a-long-name-${'x'.repeat(60)}`);
    const said = (count: number) => JSON.stringify(drawHome([named(count)], 'en', write).blocks);
    const [, more] = /and (\d+) more/.exec(said(130)) ?? [];

    expect(said(40)).toContain(`${'x'.repeat(60)}-39 · on`);
    expect(said(130).match(/-\d+ · on/g)).toHaveLength(130 - Number(more));
  });

  it('lets one choose from a long list instead', () => {
    const { blocks } = drawHome([machines(30)], 'en', write);

    expect(blocks.at(-1)).toMatchObject({
      type: 'actions',
      elements: [
        { type: 'static_select', placeholder: { text: 'Stop…' }, confirm: { style: 'danger' } },
        { type: 'static_select', placeholder: { text: 'Park…' } },
      ],
    });
  });
});
