import {
  type Block,
  type Button,
  column,
  type Invocation,
  type Locale,
  never,
  type View,
  visible,
  width,
  wrapped,
} from '#kit';
import { type Paint, plain } from './paint.ts';
import { rowButtons } from './row-buttons.ts';
import { stepLines } from './steps.ts';
import { tableLines } from './table.ts';

export interface Drawing {
  readonly paint?: Paint;
  readonly locale: Locale;
  /** Columns of the terminal; without them a line is as long as it needs to be. */
  readonly columns?: number;
  /** Buttons become lines to copy; while work goes they are left out, Ctrl-C does what they do. */
  readonly buttons?: boolean;
  /** A button as the line that does the same. */
  typed(press: Invocation): string;
  /** What is added to the time of a step: how much longer it takes. */
  left?(step: string): string | undefined;
}

/** The view as lines of text, without line ends. */
export function draw(view: View, as: Drawing): string[] {
  const paint = as.paint ?? plain;
  const lines = [titleLine(view, paint)];
  for (const block of view.blocks) {
    const drawn = blockLines(block, as, paint);
    // What is there to be copied stands alone, and a table has air around it.
    if (block.kind === 'code' || block.kind === 'table') lines.push('', ...drawn, '');
    else lines.push(...drawn);
  }
  const offered = (as.buttons ?? true) ? (view.buttons ?? []) : [];
  if (offered.length > 0) lines.push('', ...buttonLines(offered, as.typed, paint));
  return tidy(lines);
}

function titleLine(view: View, paint: Paint): string {
  const title = paint.bold(visible([...(view.to ?? []).map(({ name }) => `@${name}`), view.title].join(' '), 'many'));
  switch (view.tone) {
    case 'good':
      return `${paint.good('✓')} ${title}`;
    case 'bad':
      return `${paint.bad('✗')} ${title}`;
    case 'waiting':
      return `${paint.busy('●')} ${title}`;
    case 'plain':
      return title;
    default:
      return never(view.tone);
  }
}

function blockLines(block: Block, as: Drawing, paint: Paint): string[] {
  switch (block.kind) {
    case 'text':
      return prose(block.text, as);
    case 'note':
      return prose(block.text, as).map((line) => paint.quiet(line));
    case 'code':
      return visible(block.code, 'many').split('\n');
    case 'facts':
      return factLines(block.facts, paint);
    case 'steps':
      return stepLines(block.steps, { ...as, paint });
    case 'table': {
      const buttons = (as.buttons ?? true) ? rowButtons(block.columns, block.rows) : [];
      return [
        ...tableLines(block.columns, block.rows, paint, as.columns),
        ...(buttons.length > 0 ? ['', ...buttonLines(buttons, as.typed, paint)] : []),
      ];
    }
    default:
      return never(block);
  }
}

const prose = (text: string, { columns = Number.POSITIVE_INFINITY }: Drawing): string[] =>
  visible(text, 'many')
    .split('\n')
    .flatMap((line) => wrapped(line, columns));

function factLines(facts: readonly (readonly [string, string])[], paint: Paint): string[] {
  const labels = column(facts.map(([label]) => visible(label)));
  return facts.flatMap(([, value], at) => {
    const [first = '', ...rest] = visible(value, 'many').split('\n');
    const label = labels[at] ?? '';
    return [`  ${paint.quiet(label)}  ${first}`, ...rest.map((line) => `  ${' '.repeat(width(label))}  ${line}`)];
  });
}

function buttonLines(buttons: readonly Button[], typed: Drawing['typed'], paint: Paint): string[] {
  const labels = column(buttons.map((button) => visible(button.label)));
  return buttons.map((button, at) => `  ${paint.quiet(labels[at] ?? '')}  ${visible(typed(button.press))}`);
}

/** No empty line at the end, never two in a row. */
function tidy(lines: readonly string[]): string[] {
  const kept = lines
    .flatMap((line) => line.split('\n'))
    .map((line) => line.trimEnd())
    .filter((line, at, all) => line !== '' || (at > 0 && all[at - 1] !== ''));
  while (kept.at(-1) === '') kept.pop();
  return kept;
}
