import type { APIComponentInContainer, APIMessageTopLevelComponent } from 'discord.js';
import { type Block, type Locale, never, type View } from '#kit';
import { component, componentsV2, limits } from '../limits/table.ts';
import { buttonRows, drawButton, mostButtons, perRow, unused, type Write } from './buttons.ts';
import { clip } from './clip.ts';
import { type Controls, controlsOf } from './controls.ts';
import { type Line, moreOf, type Passage, passageText } from './lines.ts';
import { type IsRole, type Mentions, mentionsOf } from './mention.ts';
import { shares } from './shares.ts';
import { stepsPassage } from './steps.ts';
import { heading, rowLine, type Table, tablePassages } from './table.ts';

export interface Drawn {
  readonly flags: number;
  readonly components: APIMessageTopLevelComponent[];
  /** Nobody is called by what a message says, whatever a machine is named: only whom it is for. */
  readonly allowed_mentions: {
    readonly parse: [];
    readonly users?: readonly string[];
    readonly roles?: readonly string[];
  };
}

/** The view as a message of Components V2, within every limit there is. */
export function drawMessage(view: View, locale: Locale, write: Write, isRole: IsRole = () => false): Drawn {
  const fresh = unused(write);
  const mentions = mentionsOf(view.to, isRole);
  const { users, roles } = mentions;
  const buttons = (view.buttons ?? []).flatMap((button) => {
    const id = fresh(button.press);
    return id === undefined ? [] : [drawButton(button, id)];
  });
  const rows = buttonRows(buttons.slice(0, mostButtons));
  const taken = rows.reduce((sum, { components }) => sum + 1 + components.length, around);
  const parts = [
    { kind: 'passage' as const, passage: titleOf(view, mentions) },
    ...partsOf(view.blocks, limits.components.most - taken, fresh, locale),
    ...countOf(buttons.length - mostButtons, locale),
  ];
  const components = joined(parts, locale);
  const divided = rows.length > 0 && view.blocks.length > 0;
  return {
    flags: componentsV2,
    components: [
      {
        type: component.container,
        ...(view.tone === 'plain' ? {} : { accent_color: colours[view.tone] }),
        components: [...components, ...(divided ? [{ type: component.separator }] : []), ...rows],
      },
    ],
    allowed_mentions: { parse: [], ...(users.length > 0 ? { users } : {}), ...(roles.length > 0 ? { roles } : {}) },
  };
}

/** The container, the text above everything, the divider, and one text more below. */
const around = 4;

const colours = { good: 0x2e8b57, bad: 0xc0392b, waiting: 0xd99a1c } as const;
const marks = { plain: '', good: '✓ ', bad: '✗ ', waiting: '● ' } as const;

function titleOf({ title, tone }: View, { users, roles, names }: Mentions): Passage {
  const calls = [...users.map((id) => `<@${id}> `), ...roles.map((id) => `<@&${id}> `)].join('');
  // In a heading a call would be as loud as the news.
  const mark = `${calls === '' ? '### ' : calls}${marks[tone]}`;
  const words = title.trim() === '' ? '…' : title;
  const named = [...names.map((name) => `@${name}`), words].join(' ');
  return { kind: 'lines', lines: [{ mark, plain: clip(named, longTitle) }] };
}

const longTitle = 300;

type Part =
  | { readonly kind: 'passage'; readonly passage: Passage }
  | { readonly kind: 'said'; readonly text: string }
  | {
      readonly kind: 'row';
      readonly line: Line;
      readonly buttons: Extract<Controls, { kind: 'beside' }>['rows'][number];
    }
  | { readonly kind: 'control'; readonly component: APIComponentInContainer };

type Fresh = ReturnType<typeof unused>;

function partsOf(blocks: readonly Block[], room: number, fresh: Fresh, locale: Locale): readonly Part[] {
  let left = room;
  let selects = 0;
  return blocks.flatMap((block): readonly Part[] => {
    if (block.kind !== 'table') return [{ kind: 'passage', passage: passageOf(block, locale) }];
    const passages = tablePassages(block).map((passage) => ({ kind: 'passage' as const, passage }));
    if (!block.rows.some((row) => row.buttons?.length)) return passages;
    const controls = controlsOf(block, left, fresh, selects, locale);
    left -= controls.cost;
    if (controls.kind === 'beside') return rowParts(block, controls.rows);
    selects += controls.selects.length;
    return [
      ...passages,
      ...controls.selects.map((each) => ({ kind: 'control' as const, component: each })),
      ...countOf(controls.left, locale),
    ];
  });
}

const countOf = (left: number, locale: Locale): readonly Part[] =>
  left > 0 ? [{ kind: 'said', text: moreOf(left, locale) }] : [];

const rowParts = (table: Table, buttons: Extract<Controls, { kind: 'beside' }>['rows']): readonly Part[] => [
  { kind: 'passage', passage: heading(table.columns.map(({ name }) => name)) },
  ...table.rows.map((row, at) => ({ kind: 'row' as const, line: rowLine(row), buttons: buttons[at] ?? [] })),
];

function passageOf(block: Exclude<Block, Table>, locale: Locale): Passage {
  switch (block.kind) {
    case 'text':
      return { kind: 'lines', lines: linesOf(block.text).map((plain) => ({ plain })) };
    case 'note':
      return { kind: 'lines', lines: linesOf(block.text).map((plain) => ({ plain, quiet: true })) };
    case 'facts':
      return { kind: 'lines', lines: block.facts.flatMap(([label, value]) => factLines(label, value)) };
    case 'code':
      return { kind: 'code', lines: linesOf(block.code) };
    case 'steps':
      return stepsPassage(block.steps, locale);
    default:
      return never(block);
  }
}

const linesOf = (text: string): readonly string[] => text.split(/\r?\n/);

function factLines(label: string, value: string): readonly Line[] {
  const [first = '', ...rest] = linesOf(value);
  return [{ strong: label, plain: label.trim() === '' ? first : `: ${first}` }, ...rest.map((plain) => ({ plain }))];
}

/** Words that follow each other become one text; everything gets its share of the room for text. */
function joined(parts: readonly Part[], locale: Locale): APIComponentInContainer[] {
  const { most } = limits.displayedText;
  // So many at least can be said of each; what goes beyond is counted.
  const kept = parts.slice(0, Math.floor(most / leastRoom) - 1);
  const texts = [...kept, ...countOf(parts.length - kept.length, locale)];
  const given = shares(
    texts.map((part) => textOf(part, most, locale).length + 1),
    most,
  );
  const drawn: APIComponentInContainer[] = [];
  let said: string[] = [];
  const flush = () => {
    const content = said.filter((text) => text.trim() !== '').join('\n');
    if (content !== '') drawn.push({ type: component.text, content });
    said = [];
  };
  texts.forEach((part, at) => {
    const text = textOf(part, (given[at] ?? 0) - 1, locale);
    if (part.kind === 'control') {
      flush();
      drawn.push(part.component);
    } else if (part.kind === 'row' && part.buttons.length > 0) {
      flush();
      drawn.push(...besideOf(text, part.buttons));
    } else {
      said.push(text);
    }
  });
  flush();
  return drawn;
}

const leastRoom = 64;

function textOf(part: Part, room: number, locale: Locale): string {
  switch (part.kind) {
    case 'passage':
      return passageText(part.passage, room, locale);
    case 'row':
      return passageText({ kind: 'lines', lines: [part.line] }, room, locale);
    case 'said':
      return part.text;
    case 'control':
      return '';
    default:
      return never(part);
  }
}

/** One button stands beside its words, several in a row below them. */
function besideOf(
  text: string,
  buttons: Extract<Part, { kind: 'row' }>['buttons'],
): readonly APIComponentInContainer[] {
  const words = { type: component.text, content: text.trim() === '' ? '…' : text } as const;
  const [only] = buttons;
  if (only && buttons.length === 1) return [{ type: component.section, components: [words], accessory: only }];
  return [words, ...buttonRows(buttons.slice(0, perRow))];
}
