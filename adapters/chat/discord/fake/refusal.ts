/** What Discord answers when it will not: HTTP status, its own code, its words (developers/topics/opcodes-and-status-codes). */
const reasons = {
  unauthorized: [401, 0, '401: Unauthorized'],
  notFound: [404, 0, '404: Not Found'],
  unknownApplication: [404, 10002, 'Unknown Application'],
  unknownChannel: [404, 10003, 'Unknown Channel'],
  unknownGuild: [404, 10004, 'Unknown Guild'],
  unknownMember: [404, 10007, 'Unknown Member'],
  unknownMessage: [404, 10008, 'Unknown Message'],
  unknownUser: [404, 10013, 'Unknown User'],
  unknownWebhook: [404, 10015, 'Unknown Webhook'],
  unknownInteraction: [404, 10062, 'Unknown interaction'],
  unknownCommand: [404, 10063, 'Unknown application command'],
  tooManyCommands: [400, 30032, 'Maximum number of application commands reached (100)'],
  tooManyCreates: [400, 30034, 'Max number of daily application command creates has been reached (200)'],
  alreadyAnswered: [400, 40060, 'Interaction has already been acknowledged.'],
  missingAccess: [403, 50001, 'Missing Access'],
  notYourMessage: [403, 50005, 'Cannot edit a message authored by another user'],
  emptyMessage: [400, 50006, 'Cannot send an empty message'],
  closedToMessages: [403, 50007, 'Cannot send messages to this user'],
  missingPermissions: [403, 50013, 'Missing Permissions'],
  wrongKindOfChannel: [400, 50024, 'Cannot execute action on this channel type'],
  tokenExpired: [401, 50027, 'Invalid Webhook Token'],
  notJson: [400, 50109, 'The request body contains invalid JSON.'],
  archived: [400, 50083, 'Thread is archived'],
  hasThread: [400, 160004, 'A thread has already been created for this message'],
  locked: [400, 160005, 'Thread is locked'],
  tooManyThreads: [400, 160006, 'Maximum number of active threads reached'],
} as const satisfies Record<string, readonly [status: number, code: number, message: string]>;

export class Refusal extends Error {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: Readonly<Record<string, unknown>>, headers: Readonly<Record<string, string>> = {}) {
    super(String(body.message));
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

export function refusal(why: keyof typeof reasons): Refusal {
  const [status, code, message] = reasons[why];
  return new Refusal(status, { message, code });
}

/** 50035, with every broken rule. */
export function invalidForm(faults: readonly string[]): Refusal {
  const errors = { _errors: faults.map((message) => ({ code: 'BASE_TYPE_BAD_FORM', message })) };
  return new Refusal(400, { message: 'Invalid Form Body', code: 50035, errors });
}

/** A 429; `code` for the limits that have one of their own. */
export function tooFast(
  after: number,
  scope: 'user' | 'global' | 'shared',
  more: { readonly code?: number; readonly message?: string } = {},
): Refusal {
  const seconds = Math.max(after, 0) / 1000;
  const body = { message: 'You are being rate limited.', retry_after: seconds, global: scope === 'global', ...more };
  return new Refusal(429, body, {
    'Retry-After': String(Math.max(seconds, 0.001)),
    'X-RateLimit-Scope': scope,
    ...(scope === 'global' ? { 'X-RateLimit-Global': 'true' } : {}),
  });
}
