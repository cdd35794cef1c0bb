import { type Block, type Button, type Locale, never, type View } from '#kit';
import { type Paint, plain } from './paint.ts';
import { stepLines } from './steps.ts';
import { tableLines } from './table.ts';
import { pad, visible, width } from './width.ts';
import { typed } from './words.ts';

export interface Drawing {
  readonly paint?: Paint;
  readonly locale: Locale;
  /** Columns of the terminal; without them a line is as long as it needs to be. */
  readonly columns?: number;
  /** Buttons become lines to copy; while work goes they are left out, Ctrl-C does what they do. */
  readonly buttons?: boolean;
  /** What stands before a line to copy: `hoist`. */
  readonly prefix: string;
  /** What is added to the time of a step: how much longer it takes. */
  left?(step: string): string | undefined;
}

/** The view as lines of text, without line ends. */
export function draw(view: View, as: Drawing): string[] {
  const paint = as.paint ?? plain;
  const lines = [titleLine(view, paint)];
  for (const block of view.blocks) {
    const drawn = blockLines(block, as, paint);
    // What is there to be copied stands alone.
    if (block.kind === 'code') lines.push('', ...drawn, '');
    else lines.push(...drawn);
  }
  const offered = (as.buttons ?? true) ? (view.buttons ?? []) : [];
  if (offered.length > 0) lines.push('', ...buttonLines(offered, as.prefix, paint));
  return tidy(lines);
}

function titleLine(view: View, paint: Paint): string {
  const title = paint.bold(visible(view.title, 'many'));
  switch (view.tone) {
    case 'good':
      return `${paint.good('✓')} ${title}`;
    case 'bad':
      return `${paint.bad('✗')} ${title}`;
    case 'waiting':
      return `${paint.busy('?')} ${title}`;
    case 'plain':
      return title;
    default:
      return never(view.tone);
  }
}

function blockLines(block: Block, as: Drawing, paint: Paint): string[] {
  switch (block.kind) {
    case 'text':
      return visible(block.text, 'many').split('\n');
    case 'note':
      return visible(block.text, 'many')
        .split('\n')
        .map((line) => paint.quiet(line));
    case 'code':
      return visible(block.code, 'many').split('\n');
    case 'facts':
      return factLines(block.facts, paint);
    case 'steps':
      return stepLines(block.steps, { ...as, paint });
    case 'table':
      return tableLines(block.columns, block.rows, paint, as.columns);
    default:
      return never(block);
  }
}

function factLines(facts: readonly (readonly [string, string])[], paint: Paint): string[] {
  const labels = facts.map(([label]) => visible(label));
  const widest = Math.max(0, ...labels.map(width));
  return facts.flatMap(([, value], at) => {
    const [first = '', ...rest] = visible(value, 'many').split('\n');
    const label = pad(labels[at] ?? '', widest);
    return [`  ${paint.quiet(label)}  ${first}`, ...rest.map((line) => `  ${' '.repeat(widest)}  ${line}`)];
  });
}

function buttonLines(buttons: readonly Button[], prefix: string, paint: Paint): string[] {
  const widest = Math.max(...buttons.map((button) => width(visible(button.label))));
  return buttons.map(
    (button) => `  ${paint.quiet(pad(visible(button.label), widest))}  ${prefix}${typed(button.press)}`,
  );
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
