import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { needed } from '../../adapters/chat/discord/send/access.ts';
import { envExample } from '../../src/env-example.ts';

const page = readFileSync(new URL('../../docs/discord.md', import.meta.url), 'utf8').replaceAll(
  'View Channels',
  'View Channel',
);

it('asks on its page for what the check asks for, and says of each what it is for', () => {
  const [, asked = ''] = /and the permissions ([^.]*)\./.exec(page) ?? [];
  const [, table = ''] = /## What each permission is for\n([\s\S]*?)\n## /.exec(page) ?? [];

  const chosen = [...asked.matchAll(/\*([^*]+)\*/g)].map(([, name = '']) => name.replace(/\s+/g, ' '));
  expect(chosen.toSorted()).toEqual(Object.keys(needed).toSorted());
  for (const name of chosen) expect(table).toContain(name);
});

it('names on its page only settings that there are', async () => {
  const known = await envExample();

  for (const [name] of page.matchAll(/\bDISCORD_[A-Z_]+/g)) expect(known).toContain(`#${name}=`);
});
