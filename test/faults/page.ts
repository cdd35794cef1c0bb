import type { Outcome, Point } from './cell.ts';
import { faultKinds, nameOfCall } from './kinds.ts';

/** How one cell of the matrix ended. */
export interface Ended {
  readonly point: Point;
  readonly fault: string;
  readonly lasting: boolean;
  readonly outcome: Outcome;
}

const marks: Readonly<Record<Outcome, string>> = { done: '✓', undone: '↺', refused: '–', stuck: '!' };

export const pageTop = [
  '# Faults',
  '',
  'What becomes of an operation when the cloud answers wrong. Every call that an operation makes to the cloud, reading or changing,',
  'meets every fault twice over: once, and from then on for ever. The practice cloud does the answering; the tests in `test/faults`',
  'play every cell, and compare what they find with this page. `UPDATE=1 npx vitest run test/faults --maxWorkers=1` writes it anew.',
  '',
  'A cell says what became of it when the fault came once, then when it came for ever:',
  '',
  '- ✓ done: everything that was asked for is there, once.',
  '- ↺ undone: everything is as it was before.',
  '- – refused: the command said why, and nothing was begun.',
  '- ! stands still: it can go neither on nor back while the fault lasts. The card says what is left and offers "Try again", and',
  '  in the test that ends done or undone as soon as the cloud is well. This happens in two places only: behind a step that cannot be',
  '  taken back (a removal that was agreed to), and on the way back.',
  '',
  'Several marks in one place: calls of the same kind at different moments ended differently. In every cell the message is read in',
  'all three languages, and everything in the cloud and on the host is compared with what that end may leave.',
  '',
  'Rows marked *words* are calls made before anything is begun, *work* is the operation itself, *back* is what takes it back after',
  'a failure. *timeout* is a call that has its effect and is never answered, *lost reply* one whose connection breaks after its',
  'effect, *reset* one that breaks before, *401* a login that has ended. *403* and *404* meet only calls that change something.',
  '',
].join('\n');

/** One table, under its own heading. */
export function section(title: string, ended: readonly Ended[]): string {
  const names = faultKinds.map(({ name }) => name);
  const rows = [...new Set(ended.map(({ point }) => rowOf(point)))];
  const cell = (row: string, fault: string, lasting: boolean) => {
    const here = ended.filter((one) => rowOf(one.point) === row && one.fault === fault && one.lasting === lasting);
    return Object.entries(marks)
      .filter(([outcome]) => here.some((one) => one.outcome === outcome))
      .map(([, mark]) => mark)
      .join('');
  };
  const both = (row: string, fault: string) => [cell(row, fault, false), cell(row, fault, true)].join(' ').trim();
  return [
    `## ${title}`,
    '',
    counted(ended),
    '',
    `| | call | ${names.join(' | ')} |`,
    `|---|---|${names.map(() => '---|').join('')}`,
    ...rows.map((row) => `${row}${names.map((name) => ` ${both(row, name)} |`).join('')}`),
    '',
  ].join('\n');
}

const rowOf = ({ phase, call }: Point): string => `| ${phase} | \`${nameOfCall(call)}\` |`;

/** The page with this section in its place: the sections come in the order of these titles. */
export function withSection(page: string, titles: readonly string[], title: string, text: string): string {
  const sections = titles.map((each) => (each === title ? text : sectionIn(page, each)));
  return [pageTop, ...sections.filter((each) => each !== undefined)].join('\n');
}

/** From one heading to the next. */
export const sectionIn = (page: string, title: string): string | undefined =>
  page
    .split(/^(?=## )/m)
    .find((part) => part.startsWith(`## ${title}\n`))
    ?.replace(/\n+$/, '\n');

export const titlesIn = (page: string): readonly string[] =>
  [...page.matchAll(/^## (.*)$/gm)].map(([, title = '']) => title);

function counted(ended: readonly Ended[]): string {
  const of = (outcome: Outcome) => ended.filter((one) => one.outcome === outcome).length;
  const parts = Object.entries(marks).flatMap(([outcome, mark]) => {
    // The keys of `marks` are outcomes by its type.
    const count = of(outcome as Outcome);
    return count > 0 ? [`${mark} ${count}`] : [];
  });
  return `${ended.length} cells: ${parts.join(', ')}.`;
}
