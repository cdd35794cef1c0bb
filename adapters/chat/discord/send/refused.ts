import { DiscordAPIError, RateLimitError } from 'discord.js';

/** What Discord answers when it will not, of what we do something about. */
export const codes = {
  unknownChannel: 10003,
  unknownMessage: 10008,
  unknownWebhook: 10015,
  unknownInteraction: 10062,
  oldEdits: 30046,
  alreadyAnswered: 40060,
  missingAccess: 50001,
  closedToMessages: 50007,
  missingPermissions: 50013,
  wrongKindOfChannel: 50024,
  tokenExpired: 50027,
  archived: 50083,
  hasThread: 160004,
  locked: 160005,
  tooManyThreads: 160006,
} as const;

/** Discord said no, and nothing was done. It holds no address and no body: in those are tokens and people's words. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, words: string) {
    super(`Discord refused: ${status} ${code} ${words}`);
    this.status = status;
    this.code = code;
  }
}

/** Discord asks to be left alone for a while; nothing was done. */
export class Limited extends Error {
  override readonly name = 'Limited';
  readonly after: number;
  readonly everywhere: boolean;

  constructor(after: number, everywhere: boolean) {
    super(`Discord asks for ${after} ms of silence`);
    this.after = after;
    this.everywhere = everywhere;
  }
}

/** Nobody knows whether it was done: no answer, or one of a server that is not well. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

export function asOurs(error: unknown): Error {
  if (error instanceof RateLimitError) {
    return new Limited(Math.max(error.retryAfter, error.timeToReset, error.sublimitTimeout, 0), error.global);
  }
  if (error instanceof DiscordAPIError) {
    return new Refused(error.status, Number(error.code) || 0, error.message);
  }
  return new Unanswered(error instanceof Error ? `${error.name}: ${error.message}` : 'no answer from Discord');
}

export const isRefused = (error: unknown, ...those: readonly (keyof typeof codes)[]): error is Refused =>
  error instanceof Refused && those.some((name) => codes[name] === error.code);
