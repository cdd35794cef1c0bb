import type { Desk, Place } from '#kit';
import type { Asking } from './ask.ts';
import { exits } from './exit.ts';
import type { Hearing } from './hearing.ts';
import type { TerminalOptions } from './terminal.ts';

interface PromptOptions extends TerminalOptions {
  readonly place: Place;
}

/** Lines one after the other until the person leaves with `exit`, Ctrl-D or Ctrl-C at an empty prompt. */
export async function promptLoop(desk: Desk, ear: Hearing, asking: Asking, by: PromptOptions): Promise<number> {
  const history = [...(await by.history.read())];
  const complete = async (line: string): Promise<readonly [string[], string]> => {
    const signal = AbortSignal.timeout(5_000);
    const found = await desk.complete(line, by.who, by.place, by.locale, signal);
    const from = Math.min(line.length, ...found.map((completion) => completion.from));
    // Completions of one list begin at one place; those that do not are filled up with what stands before them.
    return [found.map((each) => line.slice(from, each.from) + each.text), line.slice(from)];
  };
  for (;;) {
    const typed = await asking.line('hoist> ', { history, complete });
    if (typed === undefined) return exits.done;
    const line = typed.trim().replace(/^(?:hoist\s+(?=\S)|\/)/, '');
    if (line === 'exit' || line === 'quit') return exits.done;
    if (line === '') continue;
    await ear.words(line, async () => {
      if (history[0] === typed.trim()) return;
      history.unshift(typed.trim());
      await by.history.add(typed.trim());
    });
  }
}
