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
export function refused(service: Service, no: Refusal, accept: string | undefined): Answer {
  const { status, headers } = no;
  if (!isPage(service, no)) return { status, headers, body: envelope(service, no) };
  const { headers: kind, ...shape } = page(no, accept);
  return { status, headers: { ...headers, ...kind }, ...shape };
}

function envelope(service: Service, { status: code, message, type, headers }: Refusal): Json {
  // Keystone's filter stands before the others and answers 401 in Keystone's words, Glance's own excepted.
  if (service === 'identity' || code === 401) return { error: { code, message, title: titleOf(code) } };
  if (service === 'network') return { NeutronError: { type, message, detail: '' } };
  const retryAfter = headers['retry-after'];
  return { [faults[code] ?? 'computeFault']: { code, message, ...(retryAfter ? { retryAfter } : {}) } };
}

/** Glance, and every service for an address nobody listens at, answers with a page of the library it is built with. */
const isPage = (service: Service, { type }: Refusal): boolean => service === 'image' || type === 'NoRoute';

/** That library asks what the caller reads: anything is HTML, then JSON, else plain text. */
function page({ status, message }: Refusal, accept = ''): Pick<Answer, 'body' | 'text' | 'headers'> {
  const title = titleOf(status);
  const [words, detail = ''] = message.split('<br /><br />\n');
  const body = `${words}<br /><br />\n${detail}\n\n`;
  if (/html|\*\/\*/.test(accept))
    return {
      headers: { 'content-type': 'text/html; charset=UTF-8' },
      text: `<html>\n <head>\n  <title>${status} ${title}</title>\n </head>\n <body>\n  <h1>${status} ${title}</h1>\n  ${body}\n\n </body>\n</html>`,
    };
  if (accept.includes('application/json'))
    return { body: { message: body, code: `${status} ${title}`, title }, headers: {} };
  return {
    headers: { 'content-type': 'text/plain; charset=UTF-8' },
    text: `${status} ${title}\n\n${words}\n\n${detail}\n  `,
  };
}

const titleOf = (code: number): string => titles[code] ?? STATUS_CODES[code] ?? 'Error';

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
