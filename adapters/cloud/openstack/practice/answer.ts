import { STATUS_CODES } from 'node:http';
import type { Readable } from 'node:stream';
import type { Json } from './json.ts';

export type Service = 'identity' | 'compute' | 'volume' | 'image' | 'network';

export interface Answer {
  readonly status: number;
  readonly body?: Json | undefined;
  readonly text?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly stream?: Readable | undefined;
}

export const ok = (body: Json, status = 200): Answer => ({ status, body });
export const empty = (status: number): Answer => ({ status });

/** A no, in the words of the service that says it. `type` is Neutron's name of the error. */
export class Refusal extends Error {
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    more: { type?: string; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.status = status;
    this.type = more.type ?? `HTTP${(STATUS_CODES[status] ?? 'Error').replaceAll(/[^A-Za-z]/g, '')}`;
    this.headers = more.headers ?? {};
  }
}

export const refuse = (status: number, message: string, type?: string): Refusal =>
  new Refusal(status, message, type === undefined ? {} : { type });

/** Each service wraps a no in its own way. */
export function refused(service: Service, no: Refusal): Answer {
  return { status: no.status, body: envelope(service, no), headers: no.headers };
}

function envelope(service: Service, { status: code, message, type, headers }: Refusal): Json {
  const title = titles[code] ?? STATUS_CODES[code] ?? 'Error';
  // Keystone's filter stands before the others and answers 401 in Keystone's words, Glance's own excepted.
  if (service === 'identity' || (code === 401 && service !== 'image')) return { error: { code, message, title } };
  if (service === 'network' && type !== 'NoRoute') return { NeutronError: { type, message, detail: '' } };
  if (service === 'image' || type === 'NoRoute')
    return {
      message: `${message}${message.includes('<br />') ? '' : '<br /><br />\n'}\n\n`,
      code: `${code} ${title}`,
      title,
    };
  const retryAfter = headers['retry-after'];
  return { [faults[code] ?? 'computeFault']: { code, message, ...(retryAfter ? { retryAfter } : {}) } };
}

const faults: Readonly<Record<number, string>> = {
  400: 'badRequest',
  403: 'forbidden',
  404: 'itemNotFound',
  405: 'badMethod',
  409: 'conflictingRequest',
  413: 'overLimit',
  429: 'overLimit',
  501: 'notImplemented',
  503: 'serviceUnavailable',
};

const titles: Readonly<Record<number, string>> = {
  413: 'Request Entity Too Large',
  416: 'Requested Range Not Satisfiable',
};

/** Nobody listens at this address: most services say so in the words of the library they are built with. */
export const noRoute = (service: Service): Refusal =>
  new Refusal(404, 'The resource could not be found.', service === 'network' ? {} : { type: 'NoRoute' });
export const unauthorized = (): Refusal => refuse(401, 'The request you have made requires authentication.');
