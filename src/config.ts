import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import type { Env } from './cloud.ts';
import type { CloudLimits } from './cloud-limits.ts';
import { type People, readPeople } from './people.ts';
import { type Locale, locales } from './phrases.ts';
import { type Role, roles, saidRole, wrongRole } from './role.ts';

/** Hoist's own variables; every adapter declares those it reads itself. */
export const ownVariables = z.object({
  HOIST_DATA: z
    .string()
    .min(1)
    .default('./data')
    .meta({ description: 'Where the journal, the practice cloud and kept images live', examples: ['./data'] }),
  HOIST_IMAGES: z
    .string()
    .min(1)
    .optional()
    .meta({
      description: 'The only folder that image files are read from and written to; without it, images below HOIST_DATA',
      examples: ['~/images'],
    }),
  HOIST_LANG: z
    .enum(locales)
    .optional()
    .meta({
      description: 'Language of the terminal: en, ru or ko; without it the one of the system',
      examples: ['en'],
    }),
  HOIST_PEOPLE: z
    .string()
    .default('')
    .transform((text, at): People => {
      const people = readPeople(text);
      if (!('wrong' in people)) return people;
      at.addIssue(people.wrong);
      return z.NEVER;
    })
    .meta({
      description: 'Who is the same person in several chats; /hoist whoami says the id of each account',
      examples: ['ann=slack:T024BE7LD:U061F7AUR,web:local:ann'],
    }),
  HOIST_CLOUD_AT_ONCE: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(64)
    .meta({ description: 'How many calls of this process each cloud answers at once at most', examples: ['64'] }),
  HOIST_CLOUD_PER_SECOND: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(500)
    .meta({ description: 'How many calls a second this process makes to each cloud at most', examples: ['500'] }),
  HOIST_ROLE: z
    .enum(roles, { error: ({ input }) => wrongRole(input) })
    .default('all')
    .meta({
      description: 'What `npm start` does here: chat hears and speaks, worker carries operations, all does both',
      examples: ['all'],
    }),
  HOIST_POLICY: z
    .string()
    .min(1)
    .default('./hoist.yaml')
    .meta({
      description: 'Who may do what, see docs/policy.md; read again when it changes',
      examples: ['./hoist.yaml'],
    }),
  HOIST_AUDIT_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(36_500)
    .default(400)
    .meta({
      description: 'How many days it is kept who did what; export it before, see docs/audit.md',
      examples: ['400'],
    }),
  HOIST_LOG: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .meta({ description: 'How much the bot logs, one JSON line each', examples: ['info'] }),
  HOIST_LOG_FILE: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'A file for the log instead of the error stream', examples: ['./data/hoist.log'] }),
});

export interface Config {
  /** Everything that is set: the real environment, and below it the `.env` file. */
  readonly env: Env;
  readonly data: string;
  /** The folder for image files. */
  readonly images: string;
  /** The file that says who may do what, if it is there. */
  readonly policy: string;
  /** How long it is kept who did what, in days. */
  readonly auditDays: number;
  readonly locale: Locale;
  readonly people: People;
  /** How much of this process each cloud gets at most. */
  readonly cloudLimits: CloudLimits;
  readonly role: Role;
  readonly log: { readonly level: string; readonly file?: string };
  /** What to type before a command so that it runs the way this process was run. */
  readonly prefix: string;
}

/** The only place that reads the environment of the process; `words` are what was said behind `npm start --`. */
export function readConfig(folder = process.cwd(), real: Env = process.env, words: readonly string[] = []): Config {
  const file = resolve(folder, '.env');
  // An empty value means "not set", as in the lines of .env.example that were left as they are.
  const env = withoutEmpty({ ...(existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}), ...real });
  const role = saidRole(words);
  const [own] = checked([{ of: 'hoist', shape: ownVariables, values: env }]);
  return {
    env,
    data: resolve(folder, own.HOIST_DATA),
    images: resolve(folder, home(own.HOIST_IMAGES ?? join(own.HOIST_DATA, 'images'))),
    policy: resolve(folder, home(own.HOIST_POLICY)),
    auditDays: own.HOIST_AUDIT_DAYS,
    locale: own.HOIST_LANG ?? systemLocale(env),
    people: own.HOIST_PEOPLE,
    cloudLimits: { atOnce: own.HOIST_CLOUD_AT_ONCE, perSecond: own.HOIST_CLOUD_PER_SECOND },
    role: role ?? own.HOIST_ROLE,
    log: { level: own.HOIST_LOG, ...(own.HOIST_LOG_FILE ? { file: resolve(folder, own.HOIST_LOG_FILE) } : {}) },
    prefix: env.npm_lifecycle_event === 'hoist' ? 'npm run -s hoist -- ' : 'hoist ',
  };
}

/** Written without a shell, `~` is nobody's folder until somebody says whose. */
const home = (path: string): string => (/^~(\/|$)/.test(path) ? homedir() + path.slice(1) : path);

export interface Part<T> {
  /** Whose variables: `selectel`, `web`. */
  readonly of: string;
  readonly shape: z.ZodType<T>;
  readonly values: unknown;
}

/** Checks every part and reports all that is wrong together. A value that is wrong is not repeated: it may be secret. */
export function checked<const P extends readonly Part<unknown>[]>(
  parts: P,
): { readonly [K in keyof P]: P[K] extends Part<infer T> ? T : never } {
  const problems: Problem[] = [];
  const values = parts.map((part) => {
    const result = part.shape.safeParse(part.values);
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      const name = issue.path.join('.') || part.of;
      const missing = issue.code === 'invalid_type' && issue.input === undefined && !has(part.values, name);
      problems.push({ of: part.of, name, wrong: missing ? 'is missing' : issue.message });
    }
    return undefined;
  });
  if (problems.length > 0) throw new Misconfigured(problems);
  // Every part passed its own schema, in the order given; a mapped tuple cannot be built up step by step.
  return values as { readonly [K in keyof P]: P[K] extends Part<infer T> ? T : never };
}

interface Problem {
  readonly of: string;
  readonly name: string;
  readonly wrong: string;
}

/** The configuration cannot be used. */
export class Misconfigured extends Error {
  override readonly name = 'Misconfigured';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(
      [
        'The configuration cannot be used:',
        ...problems.map(({ of, name, wrong }) => `  ${name} (${of}): ${wrong}`),
        'Set these in the environment or in .env; .env.example explains each.',
      ].join('\n'),
    );
    this.problems = problems;
  }
}

const has = (values: unknown, name: string): boolean =>
  typeof values === 'object' && values !== null && Object.hasOwn(values, name);

const withoutEmpty = (env: Env): Env => Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));

function systemLocale(env: Env): Locale {
  const language = (env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG ?? '').slice(0, 2).toLowerCase();
  return locales.find((locale) => locale === language) ?? 'en';
}
