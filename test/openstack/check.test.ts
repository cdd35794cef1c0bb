import { expect, it, onTestFinished } from 'vitest';
import type { Finding } from '../../src/kit.ts';
import { practised } from './practice-cloud.ts';
import { soon } from './stub.ts';

async function about(word: string, env: Readonly<Record<string, string>>): Promise<readonly Finding[]> {
  const { cloud, close } = await practised(env);
  onTestFinished(close);
  return (await cloud.check(soon())).filter(({ what }) => what('en').includes(word));
}

it.each(['1013', 'SL1.2-4096'])('finds the size that is configured as %s, by id or by name', async (size) => {
  expect(await about(size, { GPU_FLAVOR_ID: size })).toMatchObject([{ ok: true }]);
});

it('says which variable names a size that is not there, and where to look for one', async () => {
  const [finding] = await about('GL9', { SETUP_FLAVOR_ID: 'GL9' });

  expect(finding?.ok).toBe(false);
  expect(finding?.mend?.('en')).toBe('Set SETUP_FLAVOR_ID to a name or an id from `gpu flavors`.');
});
