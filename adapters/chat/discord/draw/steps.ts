import { type Locale, type StepLine, stepMarks, stepWord } from '#kit';
import { clip } from './clip.ts';
import { escaped } from './escape.ts';
import type { Line, Passage } from './lines.ts';

/** One line a step: mark, name, what it found or is doing, how long. */
export function stepsPassage(steps: readonly StepLine[], locale: Locale): Passage {
  const focus = steps.findIndex(({ state }) => state !== 'done' && state !== 'undone');
  return { kind: 'lines', lines: steps.map((step) => stepLine(step, locale)), ...(focus > 0 ? { focus } : {}) };
}

function stepLine(step: StepLine, locale: Locale): Line {
  const counting = step.state === 'doing' && step.since !== undefined && step.time !== undefined;
  const told = [note(step, locale), gauge(step, locale), counting ? undefined : step.time].filter(
    (part, at, all) => part !== undefined && part !== '' && all.indexOf(part) === at,
  );
  return {
    mark: `${stepMarks[step.state]} `,
    strong: step.name,
    plain: told.map((part) => ` · ${part}`).join(''),
    ...(counting ? { tail: ` · ${clock(step.since)}${usually(step.time)}` } : {}),
  };
}

/** What is done or to come is clear from its mark; everything else is also said in words, its own or ours. */
const note = ({ note: own, state }: StepLine, locale: Locale): string | undefined =>
  own || (state === 'todo' || state === 'done' ? undefined : stepWord(state, locale));

/** A time that Discord itself counts on, in the words of the person who looks, without an edit. */
const clock = (since: number): string => `<t:${Math.floor(since / 1000)}:R>`;

/** "14 s, usually 25–40 s": what stands before the comma is how long it has been going. */
const usually = (time: string): string => clip(time.replace(/^[^,]*/, ''), 80, escaped);

const parts = 10;

function gauge({ state, share }: StepLine, locale: Locale): string | undefined {
  if (state !== 'doing' || share === undefined) return undefined;
  const known = Math.min(1, Math.max(0, share));
  const filled = Math.round(known * parts);
  const percent = Math.floor(known * 100);
  return `${'▰'.repeat(filled)}${'▱'.repeat(parts - filled)} ${locale === 'ko' ? `${percent}%` : `${percent} %`}`;
}
