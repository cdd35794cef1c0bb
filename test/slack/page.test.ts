import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { scopes } from '../../adapters/chat/slack/scopes.ts';
import { envExample } from '../../src/env-example.ts';

const page = readFileSync(new URL('../../docs/slack.md', import.meta.url), 'utf8');

it('says on its page what each scope is for', () => {
  const [, table = ''] = /## What each permission is for\n([\s\S]*?)\n## /.exec(page) ?? [];
  const named = table
    .split('\n')
    .flatMap((line) => /^\|([^|]+)\|/.exec(line)?.[1] ?? [])
    .flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, scope]) => scope));

  expect(named.toSorted()).toEqual([...scopes, 'connections:write'].toSorted());
});

it('names on its page only settings that there are', async () => {
  const known = await envExample();

  for (const [name] of page.matchAll(/\bSLACK_[A-Z_]+/g)) expect(known).toContain(`#${name}=`);
});
