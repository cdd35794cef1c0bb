import { type Defaults, Failure, type Finding, type Phrase, phrases } from '#kit';
import type { Context } from './context.ts';

export async function findings(context: Context, defaults: Defaults, signal: AbortSignal): Promise<readonly Finding[]> {
  void context;
  void defaults;
  void signal;
  void Failure;
  void phrases;
  return [] satisfies readonly { what: Phrase }[] as readonly Finding[];
}
