import type { Phrase, Said } from './phrases.ts';
import { phrase, said } from './phrases.ts';
import type { Invocation } from './view/view.ts';

export const codes = [
  'usage',
  'denied',
  'not-found',
  'conflict',
  'no-capacity',
  'quota',
  'unsupported',
  'unavailable',
  'timed-out',
  'cancelled',
  'bug',
] as const;
export type Code = (typeof codes)[number];

/** The nearest thing that works, offered as a button or a line to copy. */
export interface Next {
  readonly label: Said;
  readonly press: Invocation;
}

/** A failure as a journal keeps it. */
export interface Reason {
  readonly code: Code;
  readonly said: Said;
  readonly hint?: Said;
  readonly next?: readonly Next[];
  /** What was said holds a secret, so nobody may keep it. */
  readonly secret?: true;
}

interface More {
  readonly cause?: unknown;
  readonly hint?: Phrase;
  readonly next?: readonly Next[];
  readonly secret?: true;
  /** Can the same request succeed later without a person? */
  readonly again?: boolean;
  /** How long the other side asked us to wait, in milliseconds. */
  readonly after?: number;
  /** What the other side calls this request in its own log. */
  readonly request?: string | undefined;
}

/** The one error a person may be shown. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: Code;
  readonly phrase: Phrase;
  readonly again: boolean;
  readonly hint: Phrase | undefined;
  readonly next: readonly Next[];
  readonly secret: boolean;
  readonly after: number | undefined;
  readonly request: string | undefined;

  constructor(code: Code, words: Phrase, more: More = {}) {
    super(words('en'), { cause: more.cause });
    this.code = code;
    this.phrase = words;
    this.again = more.again ?? code === 'unavailable';
    this.hint = more.hint;
    this.next = more.next ?? [];
    this.secret = more.secret ?? false;
    this.after = more.after;
    this.request = more.request;
  }
}

/** What is kept of an error. Anything that is not a Failure is our own bug, and its text is not for people. */
export function reasonOf(error: unknown, bug: Phrase): Reason {
  if (!(error instanceof Failure)) return { code: 'bug', said: said(bug) };
  return {
    code: error.code,
    said: said(error.phrase),
    ...(error.hint ? { hint: said(error.hint) } : {}),
    ...(error.next.length > 0 ? { next: error.next } : {}),
    ...(error.secret ? { secret: true } : {}),
  };
}

export const failureFrom = (reason: Reason): Failure =>
  new Failure(reason.code, phrase(reason.said), {
    again: false,
    ...(reason.hint ? { hint: phrase(reason.hint) } : {}),
    ...(reason.next ? { next: reason.next } : {}),
  });
