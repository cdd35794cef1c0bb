import { z } from 'zod';
import type { Auth, Session } from './auth.ts';
import { endpoint, type Where } from './catalog.ts';
import type { Http } from './http.ts';

/** Newest Nova that this adapter was written against; tags on create need 52, the embedded flavor 47, extra_specs 61. */
const wanted = 72;

const root = z.object({ version: z.object({ version: z.string() }) });

/** The minor number to ask for: 72, or what an older cloud has. A cloud that does not say gets plain 2.1. */
export async function microversion(http: Http, auth: Auth, where: Where): Promise<number> {
  const { signal } = new AbortController();
  const ask = ({ catalog, token }: Session) => {
    const url = `${endpoint(catalog, 'compute', where)}/`;
    const headers = { 'x-auth-token': token };
    return http.call({ service: 'compute', method: 'GET', url, headers, fine: [300, 401, 403, 404] }, signal);
  };
  const session = await auth.session(signal);
  const first = await ask(session);
  // What is answered here is kept as long as the process lives, so a token that ended early must not decide it.
  const reply = first.status === 401 ? await ask(await auth.renew(session, signal)) : first;
  const said = root.safeParse(reply.json);
  const newest = said.success ? Number(/^2\.(\d+)$/.exec(said.data.version.version)?.[1] ?? 1) : 1;
  return Math.min(wanted, newest);
}
