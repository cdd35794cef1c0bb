import { BadPolicy } from './access/bad-policy.ts';
import { Misconfigured } from './config.ts';
import { Failure } from './failure.ts';

/** "Configuration error", as sysexits.h names it. */
const misconfigured = 78;

/** Says why the process cannot start, and answers its exit status. What nobody can mend by other settings is thrown on. */
export function cannotStart(error: unknown): number {
  if (!(error instanceof Misconfigured || error instanceof BadPolicy || error instanceof Failure)) throw error;
  const hint = error instanceof Failure ? error.hint?.('en') : undefined;
  console.error([error.message, ...(hint ? [hint] : [])].join('\n'));
  return misconfigured;
}
