import { type Block, type Locale, never, type Tone, type View } from '#kit';
import { cut, escaped, oneLine, shown } from './escape.ts';
import { mentionText } from './mention.ts';
import { stepLine } from './steps.ts';
import { words } from './words.ts';

const toneMarks = { plain: '', good: '✓ ', bad: '✗ ', waiting: '● ' } as const satisfies Record<Tone, string>;

export const titleOf = ({ title, tone }: View, most: number): string =>
  `${toneMarks[tone]}${cut(oneLine(title), most) || '…'}`;

/** A block as lines of plain text. */
export function linesOf(block: Block, locale: Locale, rows: number): readonly string[] {
  switch (block.kind) {
    case 'text':
    case 'note':
      return [block.text];
    case 'code':
      return [block.code];
    case 'facts':
      return block.facts.map(([label, value]) => `${label}: ${value}`);
    case 'steps':
      return block.steps.map((step) => stepLine(step, locale, 300));
    case 'table': {
      const lines = block.rows.slice(0, rows).map(({ cells }) => cells.filter((cell) => cell !== '').join(' · '));
      const more = block.rows.length - lines.length;
      return more > 0 ? [...lines, words(locale).more(more)] : lines;
    }
    default:
      return never(block);
  }
}

/**
 * The text beside the blocks: what a notification shows, and what a screen reader reads instead of them. So the title
 * comes first, and everything that was said after it.
 */
export function spoken(view: View, locale: Locale): string {
  const lines = view.blocks.flatMap((block) => linesOf(block, locale, 5));
  const text = cut(
    [titleOf(view, 300), ...lines]
      .map(shown)
      .filter((line) => line !== '')
      .join('\n'),
    3000,
  );
  return mentionText(view) + escaped(text);
}
