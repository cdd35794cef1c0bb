import type { DeskParts } from './bot.ts';
import type { Desk } from './chat.ts';

/** Who starts is ready by then, and who has said something has it sooner. */
const loadAfter = 500;

/** The desk, whose code is loaded when the first words come or when there is time: a bot that starts listens earlier. */
export function lateDesk(parts: DeskParts): Desk {
  let loading: Promise<Desk> | undefined;
  const desk = () => (loading ??= import('./bot.ts').then(({ createDesk }) => createDesk(parts)));
  // What cannot be loaded is told to whoever says something.
  setTimeout(() => void desk().catch(() => undefined), loadAfter).unref();
  return {
    hear: async (...said) => (await desk()).hear(...said),
    complete: async (...typed) => (await desk()).complete(...typed),
    choices: async (...asked) => (await desk()).choices(...asked),
    catalogue: async () => (await desk()).catalogue(),
  };
}
