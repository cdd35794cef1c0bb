import type { types } from '@slack/bolt';
import type { Block, Locale, View } from '#kit';
import { limits } from '../limits/table.ts';
import { textIn } from '../limits/whole.ts';
import { buttonBlocks, note, type Pressing, pressing } from './buttons.ts';
import { cut, joiner, mrkdwn, oneLine, shown } from './escape.ts';
import { linesOf, spoken, titleOf } from './lines.ts';
import { mentionText } from './mention.ts';
import type { Message } from './message.ts';
import { moreNote, pickBlocks } from './picks.ts';
import { fitted, type Room, type Write } from './room.ts';
import { fewRows, isActing, rowsAlone } from './table.ts';

type Table = Extract<Block, { kind: 'table' }>;

/** It comes after a refusal, perhaps for being too long, so it is shorter than what was refused. */
const mostText = 6_000;

/** The same view in blocks that every workspace has had for years, for one that refuses the newer ones. */
export function drawClassic(view: View, locale: Locale, write: Write): Message {
  const blocks = fitted(
    (room) => classicBlocks(view, room, pressing(locale, write), fewRows),
    (drawn) => drawn.length <= limits.blocks.message && textIn(drawn) <= mostText,
  );
  return { text: spoken(view, locale), blocks };
}

/** The blocks of a view for places that know neither plans nor tables; of so many rows each stands for itself. */
export function classicBlocks(view: View, room: Room, at: Pressing, alone: number): readonly types.KnownBlock[] {
  const parts = view.blocks.slice(0, room.parts);
  return [
    section(mrkdwn(titleOf(view, 300), 1000, (text) => `${mentionText(view)}*${text}*`)),
    ...parts.flatMap((block) =>
      block.kind === 'table' && isActing(block) ? acting(block, room, at, alone) : drawBlock(block, room, at),
    ),
    ...moreNote(view.blocks.length - parts.length, at),
    ...buttonBlocks(view.buttons ?? [], at),
  ];
}

/** Rows with buttons, those of each group together: each row for itself while there is room, then lines to choose from. */
function acting(table: Table, room: Room, at: Pressing, alone: number): readonly types.KnownBlock[] {
  const groups = [...Map.groupBy(table.rows, ({ group }) => group)];
  let left = alone;
  return groups.flatMap(([group, rows]) => {
    const heading = group === undefined ? [] : [note(oneLine(group), 150)];
    const part = { ...table, rows };
    if (rows.length > left) return [...heading, ...drawBlock(part, room, at)];
    left -= rows.length;
    return [...heading, ...rowsAlone(part, room, at)];
  });
}

function drawBlock(block: Block, room: Room, at: Pressing): readonly types.KnownBlock[] {
  if (block.kind === 'code') return block.code === '' ? [] : [section(boxed(block.code, room.text))];
  const most = { facts: room.facts, steps: room.steps, table: room.rows, text: 1, note: 1 }[block.kind];
  const lines = linesOf(block, at.locale, most);
  if (block.kind === 'table') return [...paragraphs(lines, room.cell), ...pickBlocks(block.rows, room.options, at)];
  const shownLines = lines.slice(0, most);
  const text = cut(shownLines.map((line) => cut(shown(line), room.text)).join('\n'), 2900);
  if (text.trim() === '') return [];
  const drawn: types.KnownBlock =
    block.kind === 'note'
      ? { type: 'context', elements: [{ type: 'mrkdwn', text: mrkdwn(text, room.text), verbatim: true }] }
      : section(mrkdwn(text, 2900));
  return [drawn, ...moreNote(lines.length - shownLines.length, at)];
}

/** As many lines in each section as it takes. */
function paragraphs(lines: readonly string[], most: number): readonly types.SectionBlock[] {
  const parts: string[] = [];
  for (const line of lines.map((each) => cut(shown(each), most))) {
    const longer = [...parts.slice(-1), line].join('\n');
    if (parts.length === 0 || mrkdwn(longer, 6_000).length > 2900) parts.push(line);
    else parts[parts.length - 1] = longer;
  }
  return parts.filter((text) => text.trim() !== '').map((text) => section(mrkdwn(text, 2900)));
}

const section = (text: string): types.SectionBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: text || joiner, verbatim: true },
});

/** In a box nothing is markup but the end of the box. */
function boxed(text: string, most: number): string {
  const inside = (room: number) => escapedCode(cut(shown(text), room));
  for (let room = Math.min(most, 2900); ; room = Math.floor(room * 0.8)) {
    if (inside(room).length <= 2900 || room < 2) return `\`\`\`\n${inside(room)}\n\`\`\``;
  }
}

const escapedCode = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/`(?=`)|`$/g, `\`${joiner}`);
