import type { types } from '@slack/bolt';
import { type Locale, type StepLine, type StepState, stepMarks, stepWord } from '#kit';
import { bare, cut, oneLine } from './escape.ts';
import { leaf, list, paragraph } from './rich.ts';
import type { Room } from './room.ts';
import { words } from './words.ts';

/** Slack knows four states. What was taken back is there no more, so it is drawn as not begun, and says the word. */
const statuses = {
  todo: 'pending',
  doing: 'in_progress',
  done: 'complete',
  undone: 'pending',
  failed: 'error',
  waiting: 'in_progress',
} as const satisfies Record<StepState, types.TaskCardBlock['status']>;

/** The steps as one plan. */
export function plan(steps: readonly StepLine[], locale: Locale, room: Room): types.PlanBlock {
  const done = steps.filter(({ state }) => state === 'done').length;
  return {
    type: 'plan',
    title: words(locale).steps(done, steps.length),
    tasks: seen(steps, room.steps).map(([step, at]) => task(step, at, locale, room.text)),
  };
}

/** A list, where there is a plan already or none can be. */
export const stepList = (steps: readonly StepLine[], locale: Locale, room: Room): types.RichTextBlock =>
  list(seen(steps, room.steps).map(([step]) => [leaf(stepLine(step, locale, room.text))]));

/** "✓ Disk · 20 GB universal.ru-7a · 6 s" */
export function stepLine(step: StepLine, locale: Locale, most: number): string {
  const [title, note] = parts(step, locale, most);
  return `${stepMarks[step.state]} ${[title, ...(note === undefined ? [] : [note])].join(' · ')}`;
}

/** Where it stands now, when there are more than fit: what is done already is left out first. */
function seen(steps: readonly StepLine[], most: number): readonly (readonly [StepLine, number])[] {
  const all = steps.map((step, at) => [step, at] as const);
  const now = steps.findIndex(({ state }) => state !== 'done');
  const from = Math.max(0, Math.min(steps.length - most, (now < 0 ? steps.length : now) - Math.floor(most / 3)));
  return all.slice(from, from + most);
}

function task(step: StepLine, at: number, locale: Locale, most: number): types.TaskCardBlock {
  const [title, note] = parts(step, locale, most);
  return {
    type: 'task_card',
    task_id: `step-${at + 1}`,
    title: bare(title),
    status: statuses[step.state],
    ...(note === undefined ? {} : { details: paragraph(leaf(note)) }),
  };
}

/** What is read at a glance, and what opens below it. */
function parts(step: StepLine, locale: Locale, most: number): readonly [title: string, note: string | undefined] {
  const word = stepWord(step.state, locale);
  const plainState = step.state === 'todo' || step.state === 'doing' || step.state === 'done';
  const title = [
    cut(oneLine(step.name), Math.min(100, most)) || '…',
    ...(plainState ? [] : [word]),
    ...(step.share === undefined || step.share <= 0 ? [] : [`${Math.floor(Math.min(1, step.share) * 100)} %`]),
    ...(step.time === undefined || step.time === '' ? [] : [cut(oneLine(step.time), Math.min(60, most))]),
  ];
  const note = step.note === undefined || step.note === word ? '' : cut(oneLine(step.note), Math.min(300, most));
  return [title.join(' · '), note === '' ? undefined : note];
}
