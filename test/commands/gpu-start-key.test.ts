import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { need } from '../../src/kit.ts';
import { practiceBot } from './harness.ts';
import { keyOf } from './public-key.ts';

async function botWithKey(env: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'hoist-key-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'id_ed25519.pub');
  writeFileSync(file, `${keyOf('ann')}\n`);
  const bot = await practiceBot({ SSH_KEY_FILE: file, SSH_KEY_NAME: 'ansible-key', ...env });
  const keys = need(bot.cloud, 'keys');
  return { bot, keys };
}
const { signal } = new AbortController();

it('S0-D06 makes the key when it is missing, as a step of its own', async () => {
  const { bot, keys } = await botWithKey();

  const plan = await bot.say('gpu start base-image --plan');
  const before = await keys.get('ansible-key', signal);
  const out = await bot.say('gpu start base-image');

  expect(plan.text).toContain('○ Key');
  expect(before).toBeUndefined();
  expect(out.ok).toBe(true);
  expect((await keys.get('ansible-key', signal))?.fingerprint).toBe(keys.fingerprint(keyOf('ann')));
});

it('S0-D06 takes the key that is there when it is the same', async () => {
  const { bot, keys } = await botWithKey();
  await keys.add('ansible-key', keyOf('ann'), signal);

  const plan = await bot.say('gpu start base-image --plan');
  const out = await bot.say('gpu start base-image');

  expect(plan.text).not.toContain('○ Key');
  expect(out.ok).toBe(true);
});

it('S0-D22 stops before anything is made when the key in the cloud is another, and shows both fingerprints', async () => {
  const { bot, keys } = await botWithKey();
  await keys.add('ansible-key', keyOf('somebody else'), signal);

  const out = await bot.say('gpu start base-image');

  expect(out.ok).toBe(false);
  expect(out.text).toContain('Key "ansible-key" in the cloud is not the one in SSH_KEY_FILE');
  expect(out.text).toContain(keys.fingerprint(keyOf('ann')));
  expect(out.text).toContain(keys.fingerprint(keyOf('somebody else')));
  expect(await bot.things()).toEqual({ machines: [], disks: [], addresses: [] });
});

it('T-04 takes the key it made back with everything else', async () => {
  const { bot, keys } = await botWithKey();
  bot.practice.faults.add({ service: 'compute', method: 'POST', path: /\/servers$/, what: 'quota' });

  const out = await bot.say('gpu start base-image');

  expect(out.kept?.head.state).toBe('undone');
  expect(await keys.get('ansible-key', signal)).toBeUndefined();
});

it('T-04 leaves a key that somebody else made meanwhile', async () => {
  const { bot, keys } = await botWithKey();
  bot.practice.faults.add({ service: 'compute', method: 'POST', path: /\/servers$/, what: 'quota' });
  bot.practice.faults.add({ service: 'compute', method: 'POST', path: /keypairs$/, times: 1, what: { status: 503 } });
  const starting = await bot.say('gpu start base-image', { leave: true });
  await bot.until(starting, ({ entries }) => entries.some((entry) => entry.kind === 'tried' && entry.step === 'key'));
  await keys.add('ansible-key', keyOf('ann'), signal);

  const out = await bot.rest(starting);

  expect(out.kept?.head.state).toBe('undone');
  expect((await keys.get('ansible-key', signal))?.name).toBe('ansible-key');
});

it('says in the plan that there is no key, where none is configured', async () => {
  const bot = await practiceBot();

  const out = await bot.say('gpu start base-image --plan');

  expect(out.text).toContain('No SSH key is configured');
});
