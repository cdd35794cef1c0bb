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
  'effect, *reset* one that breaks before, *401* a login that has ended.',
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
  return [
    `## ${title}`,
    '',
    `| | call | ${names.join(' | ')} |`,
    `|---|---|${names.map(() => '---|').join('')}`,
    ...rows.map((row) => `${row}${names.map((name) => ` ${cell(row, name, false)} ${cell(row, name, true)} |`).join('')}`),
    '',
  ].join('\n');
}

const rowOf = ({ phase, call }: Point): string => `| ${phase} | \`${nameOfCall(call)}\` |`;

/** The page with this section instead of the one of the same heading, or behind all others. */
export function withSection(page: string, title: string, text: string): string {
  const old = sectionIn(page, title);
  return old === undefined ? `${page}\n${text}` : page.replace(old, () => text);
}

/** From one heading to the next. */
export const sectionIn = (page: string, title: string): string | undefined =>
  page
    .split(/^(?=## )/m)
    .find((part) => part.startsWith(`## ${title}\n`))
    ?.replace(/\n+$/, '\n');
