import { z } from 'zod';
import type { PracticeBot } from './harness.ts';

type Service = 'compute' | 'volumev3' | 'image' | 'network';

const catalog = z.object({
  token: z.object({
    catalog: z.array(
      z.object({ type: z.string(), endpoints: z.array(z.object({ interface: z.string(), url: z.string() })) }),
    ),
  }),
});

/** Somebody else at work in the same cloud, who does not go through the bot. */
export async function wire(
  { practice }: Pick<PracticeBot, 'practice'>,
  service: Service,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const { OS_AUTH_URL, OS_USERNAME, OS_PASSWORD, OS_PROJECT_ID, OS_USER_DOMAIN_NAME } = practice.env;
  const password = { user: { name: OS_USERNAME, password: OS_PASSWORD, domain: { name: OS_USER_DOMAIN_NAME } } };
  const auth = { identity: { methods: ['password'], password }, scope: { project: { id: OS_PROJECT_ID } } };
  const login = await fetch(`${OS_AUTH_URL}/auth/tokens`, { method: 'POST', ...json({ auth }) });
  const known = catalog.parse(await login.json()).token.catalog.find(({ type }) => type === service);
  const base = known?.endpoints.find((endpoint) => endpoint.interface === 'public')?.url;
  const answer = await fetch(`${base}${path}`, {
    method,
    ...json(body, {
      'x-auth-token': login.headers.get('x-subject-token') ?? '',
      'openstack-api-version': service === 'compute' ? 'compute 2.72' : 'volume 3.59',
    }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  const text = await answer.text();
  return text === '' ? undefined : JSON.parse(text);
}

export const renameMachine = (bot: PracticeBot, id: string, name: string) =>
  wire(bot, 'compute', 'PUT', `/servers/${id}`, { server: { name } });

export const renameDisk = (bot: PracticeBot, id: string, name: string) =>
  wire(bot, 'volumev3', 'PUT', `/volumes/${id}`, { volume: { name } });

const json = (body: object | undefined, headers: Readonly<Record<string, string>> = {}) => ({
  headers: { 'content-type': 'application/json', ...headers },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});
