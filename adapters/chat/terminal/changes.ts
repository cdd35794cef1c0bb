import { type Locale, type StepLine, type View, visible } from '#kit';
import { stepChange } from './steps.ts';

/** Tells a growing view as lines for a pipe: the title once, then one line for each step that changed. */
export function changesOf(locale: Locale): (view: View) => string[] {
  let title: string | undefined;
  const said = new Map<string, string>();
  return (view) => {
    const lines: string[] = [];
    if (view.title !== title) lines.push(visible(view.title));
    title = view.title;
    for (const step of stepsOf(view)) {
      // Seconds that pass and bytes that flow are no news of their own in a log; a new state or finding is.
      const { time, share, ...news } = step;
      const settled = step.state === 'done' || step.state === 'failed' || step.state === 'undone';
      const line = stepChange(settled && time !== undefined ? { ...news, time } : news, locale);
      const tenth = share === undefined ? '' : Math.floor(share * 10);
      const key = `${step.state} ${step.note ?? ''} ${tenth}`;
      if (step.state === 'todo' || said.get(step.name) === key) continue;
      said.set(step.name, key);
      lines.push(share === undefined ? line : stepChange({ ...news, share }, locale));
    }
    return lines;
  };
}

const stepsOf = (view: View): readonly StepLine[] =>
  view.blocks.flatMap((block) => (block.kind === 'steps' ? block.steps : []));
