import type { Code, OperationState, Outcome } from '#kit';

/** What a script can tell from the exit status; docs/terminal.md explains each. */
export const exits = {
  done: 0,
  failed: 1,
  usage: 2,
  denied: 3,
  stuck: 4,
  waiting: 5,
  interrupted: 130,
} as const;

export function exitOf(outcome: Outcome): number {
  return outcome.ok ? exits.done : byCode[outcome.reason.code];
}

export const exitOfState: Readonly<Record<OperationState, number>> = {
  done: exits.done,
  undone: exits.failed,
  stuck: exits.stuck,
  waiting: exits.waiting,
  // Left running on purpose: it was begun, which is all that was asked for.
  going: exits.done,
};

const byCode: Readonly<Record<Code, number>> = {
  usage: exits.usage,
  denied: exits.denied,
  'not-found': exits.failed,
  conflict: exits.failed,
  'no-capacity': exits.failed,
  quota: exits.failed,
  unsupported: exits.failed,
  unavailable: exits.failed,
  'timed-out': exits.failed,
  cancelled: exits.failed,
  bug: exits.failed,
};
