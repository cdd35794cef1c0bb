import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { builtIn } from '../../src/access/built-in.ts';
import { watchPolicy } from '../../src/access/watched-policy.ts';
import { silent } from '../../src/log.ts';

const allowing = (what: string) => `rules:\n  - rule: some\n    may: '${what}'\n`;

async function watched(text?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'hoist-policy-'));
  const file = join(folder, 'hoist.yaml');
  // As editors do it: a new file in the place of the old one.
  const write = (words: string) => {
    writeFileSync(`${file}.new`, words);
    renameSync(`${file}.new`, file);
  };
  if (text !== undefined) write(text);
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const policy = await watchPolicy(file, silent);
  onTestFinished(policy.close);
  const what = () => policy.now().rules.flatMap((rule) => rule.what);
  const said = async () => (await policy.check()).map(({ ok, what: words }) => `${ok ? '✓' : '✗'} ${words('en')}`);
  return { ...policy, file, write, what, said };
}

it('is the one that is built in where there is no file, until there is one', async () => {
  const policy = await watched();
  expect(policy.now()).toBe(builtIn);

  policy.write(allowing('gpu:*'));
  await policy.look();

  expect(policy.what()).toEqual(['gpu:*']);
  expect(await policy.said()).toEqual([`✓ Policy: 1 rules of ${policy.file}`]);
});

it('is read again when its file changed', async () => {
  const policy = await watched(allowing('gpu:*'));

  policy.write(allowing('disk:*'));
  await policy.look();

  expect(policy.what()).toEqual(['disk:*']);
});

it('stays what it was when the file is broken, says so, and goes on when it is mended', async () => {
  const policy = await watched(allowing('gpu:*'));

  policy.write('rulez: []');
  await policy.look();

  expect(policy.what()).toEqual(['gpu:*']);
  expect(await policy.said()).toEqual([
    expect.stringMatching(/^✗ .*hoist\.yaml:1: there is no "rulez"; did you mean "rules"\?$/),
  ]);
  policy.write(allowing('disk:*'));
  await policy.look();
  expect(policy.what()).toEqual(['disk:*']);
  expect(await policy.said()).toEqual([expect.stringMatching(/^✓/)]);
});

it('holds on to what stood in a file that is gone: nobody may more because of that', async () => {
  const policy = await watched(allowing('gpu:*'));

  rmSync(policy.file);
  await policy.look();

  expect(policy.what()).toEqual(['gpu:*']);
  expect(await policy.said()).toEqual([expect.stringMatching(/^✗ .*is gone/)]);
});

it('keeps Hoist from starting when the file is wrong from the beginning', async () => {
  await expect(watched('rules: [')).rejects.toThrow(/hoist\.yaml:1: /);
});
