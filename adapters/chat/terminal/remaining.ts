import { duration, type Locale, phrases, type View } from '#kit';

/** How much longer a step takes whose bytes are counted, from how fast they went so far. */
export function remaining(now: () => number, locale: Locale): (view: View) => (step: string) => string | undefined {
  const first = new Map<string, { readonly at: number; readonly share: number }>();
  return (view) => {
    const left = new Map<string, string>();
    for (const block of view.blocks) {
      for (const step of block.kind === 'steps' ? block.steps : []) {
        if (step.state !== 'doing' || step.share === undefined) first.delete(step.name);
        else if (!first.has(step.name)) first.set(step.name, { at: now(), share: step.share });
        else {
          const from = first.get(step.name);
          const gone = from ? step.share - from.share : 0;
          // The first hundredth says more about the start than about the way.
          if (!from || gone < 0.01) continue;
          const rest = ((now() - from.at) * (1 - step.share)) / gone;
          left.set(step.name, say(locale).left(duration(rest, locale)));
        }
      }
    }
    return (step) => left.get(step);
  };
}

const say = phrases({
  en: { left: (time: string) => `about ${time} left` },
  ru: { left: (time) => `осталось около ${time}` },
  ko: { left: (time) => `약 ${time} 남음` },
});
