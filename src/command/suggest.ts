import type { Choice } from '../chat.ts';
import type { Arg, SuggestAsk } from './args.ts';

/** As many as every chat can show in one list. */
const most = 25;

/**
 * Values that would be right for an argument. Suggestions are a help and never in the way: where the cloud fails, or
 * the one who asked has gone on typing, there are none.
 */
export async function suggested(arg: Arg, typed: string, ask: SuggestAsk): Promise<readonly Choice[]> {
  if (arg.choices) return beginning(arg.choices, typed).map((value) => ({ value }));
  if (!arg.suggest || ask.signal.aborted) return [];
  const gone = Promise.withResolvers<readonly Choice[]>();
  const leave = () => gone.resolve([]);
  ask.signal.addEventListener('abort', leave, { once: true });
  try {
    return (await Promise.race([arg.suggest(typed, ask), gone.promise])).slice(0, most);
  } catch {
    return [];
  } finally {
    ask.signal.removeEventListener('abort', leave);
  }
}

export const beginning = (values: readonly string[], typed: string): readonly string[] =>
  values.filter((value) => value.toLowerCase().startsWith(typed.trim().toLowerCase()));
