import { describe, expect, it } from 'vitest';
import { type Import, importsOf, sources, textOf } from './architecture.ts';

const product = await sources('src', 'commands', 'adapters');
const imports = product.flatMap(importsOf);

/** Composition: these join everything and may import everything. */
const composition = [
  'src/main.ts',
  'src/cli.ts',
  'src/carry-on.ts',
  'src/own-terminal.ts',
  'src/chats.ts',
  'src/unheard-chats.ts',
  'src/assemble.ts',
  'src/configured-clouds.ts',
  'src/late-desk.ts',
  'src/discover.ts',
  'src/env-example.ts',
  'src/commands-page.ts',
  'src/manifest.ts',
  'src/move-store.ts',
  'src/audit-export.ts',
];

/** Leaves of src that need nothing but each other, and the ports. */
const leaf = /^src\/(?:cloud|cloud-facets|cloud-things|chat|store|failure|phrases|files|secret|log)\.ts$/;

/** An adapter may use the folder of another where it truly is one of its kind. */
const kin: Readonly<Record<string, readonly string[]>> = {
  'adapters/cloud/selectel': ['adapters/cloud/openstack'],
  'adapters/cloud/practice': ['adapters/cloud/openstack', 'adapters/cloud/selectel'],
};

const packages: Readonly<Record<string, RegExp>> = {
  zod: /./,
  pino: /^src\/log\.ts$/,
  undici: /^adapters\/(cloud\/openstack|chat\/slack\/send)\//,
  '@slack/bolt': /^adapters\/chat\/slack\//,
  'discord.js': /^adapters\/chat\/discord\//,
  yaml: /^(?:adapters\/cloud\/openstack\/|src\/access\/policy-file)/,
  ioredis: /^adapters\/store\/redis\//,
  'prom-client': /^src\/observe\//,
  '@opentelemetry/api': /^src\/observe\//,
  '@opentelemetry/sdk-trace': /^src\/observe\//,
  '@opentelemetry/resources': /^src\/observe\//,
  '@opentelemetry/exporter-trace-otlp-http': /^src\/observe\//,
  bullmq: /^adapters\/store\/redis\//,
};

const folderOf = (file: string): string => file.split('/').slice(0, 3).join('/');

/** Why the import is against the rules, if it is. */
function against({ file, target }: Import): string | undefined {
  if (target.startsWith('node:')) return undefined;
  if (!/^(?:src|commands|adapters|test|bench|package\.json)\b/.test(target)) {
    const allowed = packages[target];
    return allowed?.test(file) ? undefined : 'package not used here';
  }
  if (/^(?:test|bench)\//.test(target)) return 'the product does not know its tests';
  if (composition.includes(file)) return undefined;
  if (file.startsWith('commands/')) {
    const own = target.startsWith(`commands/${file.split('/')[1]}/`);
    return own || target === 'src/kit.ts' || target.startsWith('src/operations/')
      ? undefined
      : 'commands import #kit and #operations';
  }
  if (file.startsWith('src/operations/')) {
    return target === 'src/kit.ts' || target.startsWith('src/operations/') ? undefined : 'operations import #kit';
  }
  if (file.startsWith('adapters/')) {
    const folder = folderOf(file);
    const allowed = [folder, ...(kin[folder] ?? [])].some((each) => target.startsWith(`${each}/`));
    return allowed || target === 'src/kit.ts' ? undefined : 'adapters import #kit and their own folder';
  }
  if (/^(?:commands|adapters)\//.test(target)) return 'src does not know commands and adapters';
  if (target.startsWith('src/operations/')) return 'the engine does not know the operations';
  if (composition.includes(target)) return 'only the composition knows the composition';
  if (leaf.test(file) && /^src\/(?:access|bot|config)/.test(target)) return 'a port knows no implementation';
  return undefined;
}

describe('imports', () => {
  it('go only where the architecture allows', () => {
    const wrong = imports.flatMap((each) => {
      const why = against(each);
      return why ? [`${each.file} → ${each.target}: ${why}`] : [];
    });

    expect(wrong).toEqual([]);
  });

  it('are read at all: a rule that finds no import holds nothing', () => {
    expect(imports.filter(({ target }) => target === 'src/kit.ts').length).toBeGreaterThan(20);
    expect(imports.some(({ target }) => target === 'zod')).toBe(true);
  });

  it.each([
    [{ file: 'commands/gpu/start.ts', target: 'adapters/cloud/openstack/index.ts' }],
    [{ file: 'src/engine/engine.ts', target: 'src/operations/make-disk.ts' }],
    [{ file: 'src/command/parse.ts', target: 'commands/gpu/start.ts' }],
    [{ file: 'adapters/cloud/openstack/api.ts', target: 'src/engine/engine.ts' }],
    [{ file: 'adapters/cloud/openstack/api.ts', target: 'adapters/cloud/selectel/index.ts' }],
    [{ file: 'commands/gpu/start.ts', target: 'undici' }],
    [{ file: 'src/store.ts', target: 'src/assemble.ts' }],
  ] satisfies [Import][])('refuses $file → $target', (forbidden) => {
    expect(against(forbidden)).toBeDefined();
  });
});

describe('files', () => {
  it('say one thing each: none is longer than 300 lines', async () => {
    const all = [...product, ...(await sources('test', 'bench'))];

    const long = all
      .map((file) => [file, textOf(file).split('\n').length - 1] as const)
      .filter(([, lines]) => lines > 300);

    expect(long.map(([file, lines]) => `${file}: ${lines} lines`)).toEqual([]);
  });

  it('have names that say what is inside', () => {
    const drawers = /(?:^|[/-])(?:utils?|common|misc|helpers?|stuff|shared)(?:[./-]|$)/;

    expect(product.filter((file) => drawers.test(file))).toEqual([]);
  });

  it('read the environment in one place only', () => {
    const readers = product.filter((file) => /process\.env\b/.test(textOf(file)));

    expect(readers).toEqual(['src/config.ts']);
  });

  it('hold no `any` and no switched-off type check', () => {
    const loose = product.filter((file) => /@ts-(?:ignore|expect-error|nocheck)|\bas any\b/.test(textOf(file)));

    expect(loose).toEqual([]);
  });

  it('put no Korean particle behind a name, whose last sound nobody can know', () => {
    const stuck = product.filter((file) =>
      /이\(가\)|을\(를\)|은\(는\)|과\(와\)|와\(과\)|\(으\)로|\(이\)라/.test(textOf(file)),
    );

    expect(stuck).toEqual([]);
  });

  it('give default exports only to what is discovered', () => {
    const discovered = /^(?:commands\/[^/]+\/[^/]+\.ts|adapters\/[^/]+\/[^/]+\/index\.ts)$/;

    const others = product.filter((file) => /^export default\b/m.test(textOf(file)) && !discovered.test(file));

    expect(others).toEqual([]);
  });
});

describe('operations', () => {
  it('have no try/catch, clock, randomness or logging in their run', async () => {
    const forbidden =
      /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\brandomUUID\b|\bconsole\.|\bsetTimeout\b|(?<!\.)\bfetch\(/;

    const wrong = (await sources('src/operations')).filter((file) => forbidden.test(textOf(file)));

    expect(wrong).toEqual([]);
  });
});
