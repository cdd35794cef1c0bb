import { createHmac } from 'node:crypto';
import { type Carrier, type Envelope, type Outcome, type Retry, within3Seconds } from './delivery.ts';
import type { World } from './model.ts';

/** Slack's signature of a request, version 0. */
export function signature(secret: string, seconds: number, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`;
}

export interface Signing {
  readonly secret: string;
  /** The app compares it with a clock of its own, so this one is not the world's. */
  readonly now: () => number;
}

/** Sends signed requests to the app's request URL. */
export function httpCarrier(world: World, url: string, signing: Signing): Carrier {
  return (envelope, retry) => {
    const giveUp = new AbortController();
    return within3Seconds(world, (settle) => void post(envelope, retry, giveUp.signal).then(settle)).finally(() =>
      giveUp.abort(),
    );
  };

  async function post(envelope: Envelope, retry: Retry | undefined, signal: AbortSignal): Promise<Outcome> {
    const { body, type } = written(envelope);
    try {
      const response = await fetch(url, { method: 'POST', body, signal, headers: headers(body, type, signing, retry) });
      const answer = await response.text();
      if (!response.ok) return { acked: false, reason: 'http_error' };
      const isJson = response.headers.get('content-type')?.startsWith('application/json');
      return { acked: true, body: isJson ? JSON.parse(answer) : answer || undefined };
    } catch {
      return { acked: false, reason: signal.aborted ? 'timeout' : 'connection_failed' };
    }
  }
}

/** Slack asks a new request URL whether it is one. */
export async function verifyUrl(url: string, token: string, signing: Signing): Promise<void> {
  const challenge = 'is-this-the-app';
  const body = JSON.stringify({ token, challenge, type: 'url_verification' });
  const response = await fetch(url, { method: 'POST', body, headers: headers(body, 'application/json', signing) });
  const answer = await response.text();
  if (!response.ok || !answer.includes(challenge))
    throw new Error(`the request URL did not answer the challenge: HTTP ${response.status}`);
}

export function headers(body: string, type: string, { secret, now }: Signing, retry?: Retry): Record<string, string> {
  const seconds = Math.floor(now() / 1_000);
  return {
    'content-type': type,
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    'x-slack-request-timestamp': String(seconds),
    'x-slack-signature': signature(secret, seconds, body),
    ...(retry && {
      'x-slack-retry-num': String(retry.attempt),
      'x-slack-retry-reason': retry.reason === 'timeout' ? 'http_timeout' : retry.reason,
    }),
  };
}

/** Commands come as forms, presses as a form with JSON in it, events as JSON. */
function written({ type, payload }: Envelope): { readonly body: string; readonly type: string } {
  if (type === 'events_api') return { body: JSON.stringify(payload), type: 'application/json' };
  const fields =
    type === 'interactive'
      ? [['payload', JSON.stringify(payload)]]
      : Object.entries(payload).map(([key, value]) => [key, String(value)]);
  return { body: new URLSearchParams(fields).toString(), type: 'application/x-www-form-urlencoded' };
}
