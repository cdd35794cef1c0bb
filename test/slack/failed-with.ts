import { Failure } from '../../src/kit.ts';

/** The failure that this ended with. */
export async function failedWith(doing: Promise<unknown>): Promise<Failure> {
  const error = await doing.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(error instanceof Failure)) throw new Error(`no failure but ${String(error)}`);
  return error;
}
