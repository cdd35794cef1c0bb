import type { IncomingMessage } from 'node:http';
import { type Answer, noRoute, type Service } from './answer.ts';
import type { Fields } from './json.ts';
import type { Token } from './model.ts';
import type { World } from './world.ts';

/** One request, as the services see it. */
export interface Call {
  readonly world: World;
  readonly service: Service;
  readonly method: string;
  /** Below the service's own address: `/servers/4f…/action`. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Fields;
  /** The second half of the microversion asked for: 72 of 2.72. */
  readonly minor: number;
  readonly request: IncomingMessage;
  readonly requestId: string;
  readonly token: Token | undefined;
  /** What a fault has in store for this call. */
  readonly fate: 'no-valid-host' | 'volume-error' | undefined;
}

export type Handler = (call: Call) => Answer | Promise<Answer>;

export interface Route {
  readonly service: Service;
  readonly method: string;
  readonly pattern: RegExp;
  readonly handler: Handler;
  /** Nobody has to be logged in for it. */
  readonly open: boolean;
  /** The handler reads the request's body itself. */
  readonly raw: boolean;
}

type Lines = Readonly<Record<string, Handler>>;

/** `'GET /servers/:id'` → handler, for one service. */
export const routes = (service: Service, lines: Lines, also: { open?: boolean; raw?: boolean } = {}): Route[] =>
  Object.entries(lines).map(([line, handler]) => {
    const [method = '', path = ''] = line.split(' ');
    const pattern = new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}/?$`);
    return { service, method, pattern, handler, open: also.open ?? false, raw: also.raw ?? false };
  });

export interface Found {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

export function find(all: readonly Route[], service: Service, method: string, path: string): Found {
  for (const route of all) {
    if (route.service !== service || route.method !== method) continue;
    const match = route.pattern.exec(path);
    if (match) return { route, params: decoded(match.groups ?? {}) };
  }
  throw noRoute(service);
}

function decoded(groups: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups).map(([name, value]) => {
      try {
        return [name, decodeURIComponent(value)];
      } catch {
        return [name, value];
      }
    }),
  );
}
