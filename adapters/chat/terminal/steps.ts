import { column, type Locale, type StepLine, type StepState, stepMarks, stepWord, visible } from '#kit';
import type { Paint } from './paint.ts';

interface Steps {
  readonly paint: Paint;
  readonly locale: Locale;
  readonly columns?: number;
  left?(step: string): string | undefined;
}

/** One line a step: mark, name, what it found or is doing, how long. */
export function stepLines(steps: readonly StepLine[], as: Steps): string[] {
  const names = column(steps.map((step) => visible(step.name)));
  const notes = column(steps.map((step) => stateNote(step, as.locale)));
  return steps.map((step, at) => {
    const line = `  ${mark(step.state, as.paint)} ${names[at]}  ${tint(step.state, as.paint)(notes[at] ?? '')}`;
    const time = [step.time, as.left?.(step.name)].filter((part) => part !== undefined).join(', ');
    return `${line}${gauge(step, as)}  ${as.paint.quiet(visible(time))}`;
  });
}

/** One change as one line, for a pipe or a log: the mark, the name and the state in words. */
export function stepChange(step: StepLine, locale: Locale): string {
  // Who waits for whom says that it waits.
  const word = step.state === 'waiting' && step.note ? undefined : stepWord(step.state, locale);
  const told = [word, step.note, percent(step, locale), step.time]
    .filter((part): part is string => part !== undefined && part !== '')
    // The engine's own note may be the very word.
    .filter((part, at, all) => all.indexOf(part) === at)
    .map((part) => visible(part));
  return `${stepMarks[step.state]} ${visible(step.name)}: ${told.join(', ')}`;
}

/** What is to come is clear from its mark; everything else is also said in words, its own or ours. */
const stateNote = (step: StepLine, locale: Locale): string =>
  visible(step.note ?? '') || (step.state === 'todo' ? '' : stepWord(step.state, locale));

const mark = (state: StepState, paint: Paint): string => tint(state, paint)(stepMarks[state]);

function tint(state: StepState, paint: Paint): (text: string) => string {
  if (state === 'done') return paint.good;
  if (state === 'failed') return paint.bad;
  return state === 'todo' || state === 'undone' ? paint.quiet : paint.busy;
}

const barWidth = 20;

function gauge(step: StepLine, as: Steps): string {
  if (step.state !== 'doing' || step.share === undefined) return '';
  const share = Math.min(1, Math.max(0, step.share));
  const filled = Math.round(share * barWidth);
  return `  ${as.paint.busy('█'.repeat(filled))}${as.paint.quiet('░'.repeat(barWidth - filled))} ${percent(step, as.locale)}`;
}

function percent(step: StepLine, locale: Locale): string | undefined {
  if (step.state !== 'doing' || step.share === undefined) return undefined;
  const share = Math.floor(Math.min(1, Math.max(0, step.share)) * 100);
  return locale === 'ko' ? `${share}%` : `${share} %`;
}
