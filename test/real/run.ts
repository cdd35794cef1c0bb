import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { suites } from './there.ts';

/**
 * `npm run test:real -- <name> [file] [vitest options]`: the same scenarios against a real system, or only those of
 * the files that begin so. Exit status 2 when the system is not there, 3 when there is no suite for it yet, otherwise
 * that of the suite. `--exists` only tells which.
 */
const [name, ...options] = process.argv.slice(2);
process.exitCode = run(name, options);

function run(wanted: string | undefined, rest: readonly string[]): number {
  const suite = wanted === undefined ? undefined : suites[wanted];
  if (wanted === undefined || !suite) {
    console.error(`Say against what: npm run test:real -- <${Object.keys(suites).join('|')}>`);
    return 2;
  }
  if (!hasTests(wanted)) {
    console.error(`There is no suite for ${wanted} yet.`);
    return 3;
  }
  if (!suite.there()) {
    console.error(`${wanted} is not there. ${suite.start}`);
    return process.env.CI === 'true' && suite.installable ? 1 : 2;
  }
  if (rest.includes('--exists')) return 0;
  const root = join(import.meta.dirname, '../..');
  const own = join(import.meta.dirname, wanted, 'vitest.config.ts');
  const config = existsSync(own) ? own : join(import.meta.dirname, 'vitest.config.ts');
  const vitest = join(root, 'node_modules/.bin/vitest');
  const [file = '', ...options] = rest[0]?.startsWith('-') ? ['', ...rest] : rest;
  const { status } = spawnSync(vitest, ['run', '--config', config, `test/real/${wanted}/${file}`, ...options], {
    cwd: root,
    stdio: 'inherit',
  });
  return status ?? 1;
}

function hasTests(wanted: string): boolean {
  try {
    return readdirSync(join(import.meta.dirname, wanted), { recursive: true }).some((file) =>
      String(file).endsWith('.test.ts'),
    );
  } catch {
    return false;
  }
}
