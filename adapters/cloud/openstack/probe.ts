import { Failure, type Finding, type Phrase } from '#kit';

/** A probe that fails is a finding, in the words of its failure; a cancel and a bug of ours are not. */
export async function tried(what: Phrase, probe: () => Promise<Finding | undefined>): Promise<Finding> {
  try {
    return (await probe()) ?? { what, ok: true };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const hint = error.hint;
    return { what, ok: false, mend: (l) => [error.phrase(l), hint?.(l)].filter(Boolean).join(' ') };
  }
}

/** Found is all that is to be said of it. */
export const none = (_found: unknown) => undefined;

/** Found, or to be mended like this. */
export const present = (what: Phrase, mend: Phrase, look: () => Promise<unknown>): Promise<Finding> =>
  tried(what, async () => ((await look()) === undefined ? { what, ok: false, mend } : undefined));
