import type { View } from '#kit';
import { changesOf } from './changes.ts';
import { type Drawing, draw } from './draw.ts';
import { remaining } from './remaining.ts';
import { type Output, screenOn } from './screen.ts';

/** How one operation is told while it goes. */
export interface Report {
  show(view: View): void;
  /** The picture stands still from here on: a question comes, or the end. */
  rest(view: View, buttons: boolean): void;
  close(): void;
}

/** On a terminal: one picture, drawn over in place. */
export function liveReport(out: Output, as: Drawing, hint: string, now: () => number): Report {
  const screen = screenOn(out);
  const left = remaining(now, as.locale);
  const drawn = (view: View, buttons: boolean) =>
    draw(view, { ...as, ...(out.columns ? { columns: out.columns } : {}), buttons, left: left(view) });
  return {
    show: (view) =>
      screen.show([...drawn(view, false), '', (as.paint ?? { quiet: (text: string) => text }).quiet(hint)]),
    rest: (view, buttons) => screen.settle(drawn(view, buttons)),
    close: () => screen.close(),
  };
}

/** In a pipe: one line for each change, and at the end what there is beside the steps. */
export function plainReport(out: Output, as: Drawing): Report {
  const changes = changesOf(as.locale);
  const write = (lines: readonly string[]) => {
    if (lines.length > 0) out.write(`${lines.join('\n')}\n`);
  };
  return {
    show: (view) => write(changes(view)),
    rest(view, buttons) {
      write(changes(view));
      const blocks = view.blocks.filter((block) => block.kind !== 'steps');
      write(draw({ ...view, blocks }, { ...as, buttons: buttons && view.tone !== 'good' }).slice(1));
    },
    close: () => undefined,
  };
}

/** For `--json`: nothing until the document. */
export const silentReport = (): Report => ({ show: () => undefined, rest: () => undefined, close: () => undefined });
