import type { z } from 'zod';
import { untilAborted } from '#kit';
import { type Auth, openAuth, type Session } from './auth.ts';
import { endpoint, type Service } from './catalog.ts';
import type { OpenstackConfig } from './config.ts';
import { loginEnded, statusOf, strangeAnswer } from './errors.ts';
import { type Call, type Download, openHttp, type Reply } from './http.ts';
import { microversion } from './microversion.ts';

export type Ask = Omit<Call, 'service' | 'url'> & {
  /** Below the service's address: `/servers/detail?limit=100`. */
  readonly path: string;
};

/** The cloud's services behind one login. */
export interface Api {
  call(service: Service, ask: Ask, signal: AbortSignal): Promise<Reply>;
  /** The answer as `shape` reads it. */
  read<S extends z.ZodType>(service: Service, ask: Ask, shape: S, signal: AbortSignal): Promise<z.output<S>>;
  download(service: Service, ask: Ask, signal: AbortSignal): Promise<Download>;
  /** Nova's microversion that calls are made with, such as 2.72. */
  version(signal: AbortSignal): Promise<number>;
  /** Where a service answers; a failure where the catalog does not have it. */
  address(service: Service, signal: AbortSignal): Promise<string>;
  project(signal: AbortSignal): Promise<string>;
  close(): Promise<void>;
}

export function openApi(config: OpenstackConfig, region: string | undefined, now: () => number): Api {
  // A provider's error text may repeat what it was sent.
  const { OS_PASSWORD, OS_APPLICATION_CREDENTIAL_SECRET } = config;
  const own = [OS_PASSWORD, OS_APPLICATION_CREDENTIAL_SECRET].flatMap((secret) => secret?.reveal() ?? []);
  const tokens = new Set<string>();
  const mask = (text: string) => [...own, ...tokens].reduce((words, secret) => words.replaceAll(secret, '•••'), text);
  const http = openHttp({ caFile: config.OS_CACERT, insecure: config.OS_INSECURE, mask });
  const auth = remembering(openAuth(config, http, now), tokens);
  const where = { region, face: config.OS_INTERFACE };
  let version: Promise<number> | undefined;

  async function signed<T>(
    service: Service,
    ask: Ask,
    signal: AbortSignal,
    send: (call: Call) => Promise<T>,
  ): Promise<T> {
    const { path, ...rest } = ask;
    const session = await auth.session(signal);
    const extra = service === 'compute' ? versionHeaders(await compute(signal)) : {};
    const call = (by: Session): Call => ({
      ...rest,
      service,
      url: endpoint(by.catalog, service, where) + path,
      headers: { ...extra, ...rest.headers, 'x-auth-token': by.token },
    });
    try {
      return await send(call(session));
    } catch (error) {
      // A token can end before its time: the password was changed, or Keystone lost its keys.
      if (statusOf(error) !== 401) throw error;
      const renewed = await auth.renew(session, signal);
      // Bytes on their way cannot be sent again: whoever has them begins anew, with the new login.
      if (ask.bytes) throw loginEnded(error);
      return send(call(renewed));
    }
  }

  // Asked once for everybody, so no caller's cancel may end it.
  function compute(signal: AbortSignal): Promise<number> {
    version ??= microversion(http, auth, where).catch((error) => {
      version = undefined;
      throw error;
    });
    return untilAborted(version, signal);
  }

  const call: Api['call'] = (service, ask, signal) => signed(service, ask, signal, (each) => http.call(each, signal));
  return {
    call,
    async read(service, ask, shape, signal) {
      const result = shape.safeParse((await call(service, ask, signal)).json);
      if (!result.success) throw strangeAnswer(service, result.error);
      return result.data;
    },
    download: (service, ask, signal) => signed(service, ask, signal, (each) => http.download(each, signal)),
    version: compute,
    address: async (service, signal) => endpoint((await auth.session(signal)).catalog, service, where),
    project: async (signal) => (await auth.session(signal)).project,
    close: () => http.close(),
  };
}

const versionHeaders = (version: number) => ({
  'openstack-api-version': `compute 2.${version}`,
  'x-openstack-nova-api-version': `2.${version}`,
});

/** Calls with an older token than these are over. */
const remembered = 20;

const remembering = (auth: Auth, tokens: Set<string>): Auth => {
  const keep = async (coming: Promise<Session>) => {
    const session = await coming;
    tokens.add(session.token);
    for (const old of [...tokens].slice(0, -remembered)) tokens.delete(old);
    return session;
  };
  return {
    session: (signal) => keep(auth.session(signal)),
    renew: (refused, signal) => keep(auth.renew(refused, signal)),
  };
};
