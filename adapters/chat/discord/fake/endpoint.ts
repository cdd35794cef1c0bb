import { generateKeyPairSync, sign } from 'node:crypto';
import { z } from 'zod';
import { jsonOf } from './json.ts';
import type { Json } from './world.ts';

/** How a delivery can be spoilt: what an endpoint has to refuse with 401. */
export interface Forged {
  /** The hex that stands in for the signature; an empty one leaves the header away. */
  readonly signature?: string;
  readonly timestamp?: string;
  /** The body that is sent instead of the one that was signed. */
  readonly body?: string;
}

export interface Delivered {
  readonly status: number;
  /** The JSON of the answer, where it had one. */
  readonly body?: Json;
}

/** Interactions as signed POSTs to an address: the other of the two ways, and only one is on. */
export interface Endpoint {
  /** As the developer portal shows it: 32 bytes in hex. */
  readonly publicKey: string;
  readonly url: string | undefined;
  /** Takes the address only when a PING is answered and a badly signed one is refused, as the portal does. */
  use(url: string | undefined): Promise<void>;
  deliver(payload: Json, forged?: Forged, url?: string): Promise<Delivered>;
}

const answer = z.record(z.string(), z.unknown());

export function openEndpoint(now: () => number, application: string, id: () => string): Endpoint {
  const keys = generateKeyPairSync('ed25519');
  const publicKey = Buffer.from(keys.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex');
  let current: string | undefined;

  const deliver: Endpoint['deliver'] = async (payload, forged = {}, url = current) => {
    if (url === undefined) throw new Error('there is no interactions endpoint to deliver to');
    const timestamp = forged.timestamp ?? String(Math.floor(now() / 1000));
    const body = JSON.stringify(payload);
    const signature = forged.signature ?? sign(null, Buffer.from(timestamp + body), keys.privateKey).toString('hex');
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Discord-Interactions/1.0 (+https://discord.com)',
        ...(signature === '' ? {} : { 'x-signature-ed25519': signature }),
        'x-signature-timestamp': timestamp,
      },
      body: forged.body ?? body,
    });
    const json = answer.safeParse(jsonOf(await response.text()));
    return { status: response.status, ...(json.success ? { body: json.data } : {}) };
  };

  return {
    publicKey,
    get url() {
      return current;
    },
    async use(url) {
      if (url !== undefined) {
        const ping = { id: id(), application_id: application, type: 1, token: 'ping', version: 1 };
        const pong = await deliver(ping, {}, url);
        const refused = await deliver(ping, { signature: '00'.repeat(64) }, url);
        if (pong.status !== 200 || pong.body?.type !== 1) throw new Error('the endpoint did not answer a PING');
        if (refused.status !== 401) throw new Error('the endpoint took a PING with a bad signature');
      }
      current = url;
    },
    deliver,
  };
}
