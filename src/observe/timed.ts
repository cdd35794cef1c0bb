/** A call that is over. */
export interface Over {
  readonly name: string;
  readonly at: number;
  readonly took: number;
  readonly failed?: { readonly error: unknown; readonly signal: AbortSignal | undefined };
}

/**
 * The same object, of which every call that takes time is told: of a promise when it settles, of a sequence when it has
 * been read. What answers at once is no call to the outside.
 */
export function timed<T extends object>(part: T, now: () => number, tell: (over: Over) => void): T {
  const entries = Object.entries(part).map(([name, value]) => [
    name,
    typeof value === 'function' ? told(name, value, part, now, tell) : value,
  ]);
  // Each of its own properties is there again: a function as one that is called the same way.
  return Object.fromEntries(entries) as T;
}

function told(
  name: string,
  call: (...args: unknown[]) => unknown,
  self: object,
  now: () => number,
  tell: (over: Over) => void,
) {
  return (...args: unknown[]): unknown => {
    const at = now();
    const signal = args.findLast((arg) => arg instanceof AbortSignal);
    const done = () => tell({ name, at, took: now() - at });
    const threw = (error: unknown) => tell({ name, at, took: now() - at, failed: { error, signal } });
    const answer = call.apply(self, args);
    if (answer instanceof Promise) {
      // Beside the answer, which stays the very same: whoever asked deals with what it throws.
      answer.then(done, threw);
      return answer;
    }
    return isSequence(answer) ? read(answer, done, threw) : answer;
  };
}

/** Whoever has seen enough stops reading, and that is no failure. */
async function* read(answer: AsyncIterable<unknown>, done: () => void, threw: (error: unknown) => void) {
  let over = done;
  try {
    yield* answer;
  } catch (error) {
    over = () => threw(error);
    throw error;
  } finally {
    over();
  }
}

const isSequence = (answer: unknown): answer is AsyncIterable<unknown> =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
