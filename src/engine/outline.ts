import type { Locale } from '../phrases.ts';
import type { AnyOperation } from './operation.ts';

/** The steps this input goes through, as the outline orders them. */
export function stepsOf(operation: AnyOperation, input: unknown): readonly string[] {
  const parsed = operation.input.safeParse(input);
  const skipped: readonly string[] = parsed.success ? (operation.skips?.(parsed.data) ?? []) : [];
  return Object.keys(operation.outline).filter((name) => !skipped.includes(name));
}

/** What a person calls the step. The code may have lost one that a journal still knows. */
export const nameOf = (operation: AnyOperation, step: string, locale: Locale): string =>
  operation.outline[step]?.(locale) ?? step;
