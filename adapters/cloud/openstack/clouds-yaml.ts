import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Env, Failure, phrases } from '#kit';

const say = phrases({
  en: {
    unreadable: (file: string, line: string) => `${file} cannot be read as clouds.yaml${line}.`,
    noFile: (name: string) => `OS_CLOUD names ${name}, but there is no clouds.yaml.`,
    looked: (places: string) => `Looked for it in ${places}.`,
    noCloud: (name: string, file: string) => `${file} has no cloud "${name}".`,
    has: (names: string) => `It has: ${names}.`,
  },
  ru: {
    unreadable: (file, line) => `${file} не читается как clouds.yaml${line}.`,
    noFile: (name) => `OS_CLOUD называет ${name}, но файла clouds.yaml нет.`,
    looked: (places) => `Искали здесь: ${places}.`,
    noCloud: (name, file) => `В ${file} нет облака «${name}».`,
    has: (names) => `Там есть: ${names}.`,
  },
  ko: {
    unreadable: (file, line) => `${file} 파일을 clouds.yaml로 읽을 수 없습니다${line}.`,
    noFile: (name) => `OS_CLOUD에 ${name} 클라우드가 지정되었지만 clouds.yaml이 없습니다.`,
    looked: (places) => `찾아본 곳: ${places}.`,
    noCloud: (name, file) => `${file}에 "${name}" 클라우드가 없습니다.`,
    has: (names) => `있는 이름: ${names}.`,
  },
});

const words = z.coerce.string();
const auth = z.object({
  auth_url: words.optional(),
  username: words.optional(),
  user_id: words.optional(),
  password: words.optional(),
  user_domain_name: words.optional(),
  user_domain_id: words.optional(),
  project_id: words.optional(),
  tenant_id: words.optional(),
  project_name: words.optional(),
  tenant_name: words.optional(),
  project_domain_name: words.optional(),
  project_domain_id: words.optional(),
  domain_name: words.optional(),
  domain_id: words.optional(),
  application_credential_id: words.optional(),
  application_credential_name: words.optional(),
  application_credential_secret: words.optional(),
});
const entry = z.object({
  profile: words.optional(),
  auth: auth.default({}),
  region_name: words.optional(),
  regions: z.array(z.union([words, z.object({ name: words })])).optional(),
  interface: words.optional(),
  endpoint_type: words.optional(),
  cacert: words.optional(),
  verify: z.boolean().optional(),
  // Ours: variables of Hoist for this cloud alone, such as OS_AVAILABILITY_ZONE or NETWORK_NAME.
  hoist: z.record(z.string(), words).optional(),
});
const file = z.object({ clouds: z.record(z.string(), z.unknown()).default({}) });

export interface Named {
  readonly profile: string | undefined;
  /** Under the names of the variables. */
  readonly values: Readonly<Record<string, string>>;
}

/** One cloud of clouds.yaml, with secure.yaml laid over it, as OpenStack's own clients read them. */
export function cloudNamed(name: string, env: Env, cwd = process.cwd(), home = homedir()): Named {
  const places = [cwd, join(home, '.config/openstack'), '/etc/openstack'];
  const path = env.OS_CLIENT_CONFIG_FILE ?? first(places, ['clouds.yaml', 'clouds.yml']);
  if (!path || !existsSync(path)) {
    throw new Failure('usage', (l) => say(l).noFile(name), { hint: (l) => say(l).looked(path ?? places.join(', ')) });
  }
  const open = read(path);
  const closed = env.OS_CLIENT_SECURE_FILE ?? first([dirname(path), ...places], ['secure.yaml', 'secure.yml']);
  if (open[name] === undefined) {
    const names = Object.keys(open).join(', ') || '—';
    throw new Failure('usage', (l) => say(l).noCloud(name, path), { hint: (l) => say(l).has(names) });
  }
  const merged = entry.safeParse(merge(open[name], closed && existsSync(closed) ? read(closed)[name] : undefined));
  if (!merged.success) throw unreadable(path, `: ${name}.${merged.error.issues[0]?.path.join('.') ?? ''}`);
  return { profile: merged.data.profile, values: values(merged.data) };
}

const first = (folders: readonly string[], names: readonly string[]) =>
  folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));

function read(path: string): Readonly<Record<string, unknown>> {
  try {
    // A name with nothing behind it is not set.
    return file.parse(parse(readFileSync(path, 'utf8'), (_, value: unknown) => value ?? undefined) ?? {}).clouds;
  } catch (error) {
    // The words of a YAML error quote the line, and the line may be the password.
    const at = z.object({ linePos: z.tuple([z.object({ line: z.number() })]).rest(z.unknown()) }).safeParse(error);
    throw unreadable(path, at.success ? `: ${at.data.linePos[0].line}` : '');
  }
}

const unreadable = (path: string, where: string) => new Failure('usage', (l) => say(l).unreadable(path, where));

function merge(below: unknown, above: unknown): unknown {
  if (!plain(below) || !plain(above)) return above === undefined ? below : above;
  const names = [...new Set([...Object.keys(below), ...Object.keys(above)])];
  return Object.fromEntries(names.map((name) => [name, merge(below[name], above[name])]));
}

const plain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function values({ auth: by, ...rest }: z.infer<typeof entry>): Readonly<Record<string, string>> {
  const [region] = rest.regions ?? [];
  const all = {
    OS_AUTH_URL: by.auth_url,
    OS_USERNAME: by.username,
    OS_USER_ID: by.user_id,
    OS_PASSWORD: by.password,
    OS_USER_DOMAIN_NAME: by.user_domain_name ?? by.domain_name,
    OS_USER_DOMAIN_ID: by.user_domain_id ?? by.domain_id,
    OS_PROJECT_ID: by.project_id ?? by.tenant_id,
    OS_PROJECT_NAME: by.project_name ?? by.tenant_name,
    OS_PROJECT_DOMAIN_NAME: by.project_domain_name ?? by.domain_name,
    OS_PROJECT_DOMAIN_ID: by.project_domain_id ?? by.domain_id,
    OS_APPLICATION_CREDENTIAL_ID: by.application_credential_id,
    OS_APPLICATION_CREDENTIAL_NAME: by.application_credential_name,
    OS_APPLICATION_CREDENTIAL_SECRET: by.application_credential_secret,
    OS_REGION_NAME: rest.region_name ?? (typeof region === 'string' ? region : region?.name),
    OS_INTERFACE: (rest.interface ?? rest.endpoint_type)?.replace(/URL$/, ''),
    OS_CACERT: rest.cacert,
    OS_INSECURE: rest.verify === undefined ? undefined : String(!rest.verify),
    ...rest.hoist,
  };
  return Object.fromEntries(Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined));
}
