import { z } from 'zod';
import { Failure, phrases, untilAborted } from '#kit';
import { type CatalogEntry, catalogEntry } from './catalog.ts';
import type { OpenstackConfig } from './config.ts';
import { strangeAnswer } from './errors.ts';
import type { Http } from './http.ts';

const say = phrases({
  en: {
    noProject: 'The cloud let the bot in, but not into a project.',
    setProject: 'Set OS_PROJECT_ID, or OS_PROJECT_NAME with OS_PROJECT_DOMAIN_NAME.',
  },
  ru: {
    noProject: 'Облако впустило бота, но ни в один проект.',
    setProject: 'Задайте OS_PROJECT_ID или OS_PROJECT_NAME вместе с OS_PROJECT_DOMAIN_NAME.',
  },
  ko: {
    noProject: '클라우드에 로그인했지만 프로젝트가 지정되지 않았습니다.',
    setProject: 'OS_PROJECT_ID를 설정하거나 OS_PROJECT_NAME과 OS_PROJECT_DOMAIN_NAME을 함께 설정하세요.',
  },
});

export interface Session {
  readonly token: string;
  readonly until: number;
  readonly project: string;
  readonly catalog: readonly CatalogEntry[];
}

export interface Auth {
  /** A token that is good for the next ten minutes at least. */
  session(signal: AbortSignal): Promise<Session>;
  /** Another one than this, which the cloud did not take. Everybody who asks at once gets the same. */
  renew(refused: Session, signal: AbortSignal): Promise<Session>;
}

const early = 10 * 60_000;

export function openAuth(config: OpenstackConfig, http: Http, now: () => number): Auth {
  let current: Session | undefined;
  let coming: Promise<Session> | undefined;

  // One caller's cancel must not take the token from the others, so the login itself has no signal but a time limit.
  const login = () => {
    coming ??= authenticate(config, http)
      .then((session) => {
        current = session;
        return session;
      })
      .finally(() => {
        coming = undefined;
      });
    return coming;
  };

  return {
    async session(signal) {
      signal.throwIfAborted();
      if (current && now() < current.until - early) return current;
      return untilAborted(login(), signal);
    },
    async renew(refused, signal) {
      if (current && current.token !== refused.token) return current;
      current = undefined;
      return untilAborted(login(), signal);
    },
  };
}

const granted = z.object({
  token: z.object({
    expires_at: z.iso.datetime({ offset: true }),
    project: z.object({ id: z.string() }).nullish(),
    catalog: z.array(catalogEntry).nullish(),
  }),
});

async function authenticate(config: OpenstackConfig, http: Http): Promise<Session> {
  const url = `${identityRoot(config.OS_AUTH_URL)}/auth/tokens`;
  const json = { auth: credentials(config) };
  const call = { service: 'identity', method: 'POST', url, json, harmless: true } as const;
  const reply = await http.call(call, new AbortController().signal);
  const body = granted.safeParse(reply.json);
  const token = reply.headers['x-subject-token'];
  if (!body.success || !token) throw strangeAnswer('identity', body.error);
  const { expires_at, project, catalog } = body.data.token;
  if (!project) throw new Failure('denied', (l) => say(l).noProject, { hint: (l) => say(l).setProject });
  return { token, until: Date.parse(expires_at), project: project.id, catalog: catalog ?? [] };
}

// RC files give the URL with /v3, without it, or with a slash behind.
const identityRoot = (url: string) => `${url.replace(/\/+$/, '').replace(/\/v3$/, '')}/v3`;

function credentials(config: OpenstackConfig) {
  const user = config.OS_USER_ID
    ? { id: config.OS_USER_ID }
    : { name: config.OS_USERNAME, domain: domain(config.OS_USER_DOMAIN_ID, config.OS_USER_DOMAIN_NAME) };
  const secret = config.OS_APPLICATION_CREDENTIAL_SECRET?.reveal();
  if (config.OS_APPLICATION_CREDENTIAL_ID) {
    return appCredential({ id: config.OS_APPLICATION_CREDENTIAL_ID, secret });
  }
  if (config.OS_APPLICATION_CREDENTIAL_NAME) {
    return appCredential({ name: config.OS_APPLICATION_CREDENTIAL_NAME, user, secret });
  }
  const identity = { methods: ['password'], password: { user: { ...user, password: config.OS_PASSWORD?.reveal() } } };
  const project = config.OS_PROJECT_ID
    ? { id: config.OS_PROJECT_ID }
    : config.OS_PROJECT_NAME && {
        name: config.OS_PROJECT_NAME,
        domain: domain(config.OS_PROJECT_DOMAIN_ID, config.OS_PROJECT_DOMAIN_NAME),
      };
  return { identity, ...(project ? { scope: { project } } : {}) };
}

// It belongs to one project, so Keystone refuses a scope beside it.
const appCredential = (credential: object) => ({
  identity: { methods: ['application_credential'], application_credential: credential },
});

const domain = (id: string | undefined, name: string | undefined) => (id ? { id } : { name: name ?? 'Default' });
