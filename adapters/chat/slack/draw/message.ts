import type { types } from '@slack/bolt';
import { type Block, type Locale, never, type View } from '#kit';
import { limits } from '../limits/table.ts';
import { textIn } from '../limits/whole.ts';
import { buttonBlocks, note, type Pressing, pressing } from './buttons.ts';
import { cut, oneLine, shown } from './escape.ts';
import { spoken, titleOf } from './lines.ts';
import { mentionLeaves } from './mention.ts';
import { moreNote, pickBlocks } from './picks.ts';
import { code, leaf, paragraph, prose } from './rich.ts';
import { fitted, type Room, type Write } from './room.ts';
import { plan, stepList } from './steps.ts';
import { tableBlocks, tableList } from './table.ts';

export type { Write } from './room.ts';

export interface Message {
  readonly text: string;
  readonly blocks: readonly types.KnownBlock[];
}

/** Well below what was refused: messages of many parts met the limit at 11 341 characters (slackapi/bolt-js#2867). */
const mostText = 10_000;

/** A view as a Slack message: steps as one plan, a list as one table, the rest as rich text, which knows no markup. */
export function drawMessage(view: View, locale: Locale, write: Write): Message {
  const blocks = fitted(
    (room) => drawBlocks(view, room, pressing(locale, write)),
    (drawn) => drawn.length <= limits.blocks.message && textIn(drawn) <= mostText,
  );
  return { text: spoken(view, locale), blocks };
}

function drawBlocks(view: View, room: Room, at: Pressing): readonly types.KnownBlock[] {
  const parts = view.blocks.slice(0, room.parts);
  const tables = parts.filter((part) => part.kind === 'table');
  const firstSteps = parts.find(({ kind }) => kind === 'steps');
  const draw = (block: Block): readonly types.KnownBlock[] => {
    switch (block.kind) {
      case 'text':
        return block.text === '' ? [] : [prose(block.text, room.text)];
      case 'note':
        return block.text === '' ? [] : [note(block.text, room.text)];
      case 'code':
        return block.code === '' ? [] : [code(block.code, room.text)];
      case 'facts':
        return factBlocks(block.facts, room, at);
      case 'steps':
        return stepBlocks(block, block === firstSteps, room, at);
      case 'table':
        // Two tables would be refused, and one among lists would look like the one that matters.
        return tables.length === 1 ? tableBlocks(block, view.title, room, at) : tableList(block, room, at);
      default:
        return never(block);
    }
  };
  return [
    heading(view),
    ...parts.flatMap(draw),
    ...moreNote(view.blocks.length - parts.length, at),
    ...(tables.length > 1
      ? pickBlocks(
          tables.flatMap(({ rows }) => rows),
          room.options,
          at,
        )
      : []),
    ...buttonBlocks(view.buttons ?? [], at),
  ];
}

const heading = (view: View): types.RichTextBlock => ({
  type: 'rich_text',
  elements: [
    { type: 'rich_text_section', elements: [...mentionLeaves(view), leaf(titleOf(view, 300), { bold: true })] },
  ],
});

function factBlocks(
  facts: Extract<Block, { kind: 'facts' }>['facts'],
  room: Room,
  at: Pressing,
): readonly types.KnownBlock[] {
  if (facts.length === 0) return [];
  const taken = facts.slice(0, room.facts);
  const leaves = taken.flatMap(([label, value], n) => [
    leaf(`${n > 0 ? '\n' : ''}${cut(oneLine(label), Math.min(100, room.text))}`, { bold: true }),
    leaf(`  ${cut(shown(value), Math.min(1000, room.text))}`),
  ]);
  return [paragraph(...leaves), ...moreNote(facts.length - taken.length, at)];
}

function stepBlocks(
  { steps }: Extract<Block, { kind: 'steps' }>,
  first: boolean,
  room: Room,
  at: Pressing,
): readonly types.KnownBlock[] {
  if (steps.length === 0) return [];
  const drawn = first ? plan(steps, at.locale, room) : stepList(steps, at.locale, room);
  return [drawn, ...moreNote(steps.length - room.steps, at)];
}
