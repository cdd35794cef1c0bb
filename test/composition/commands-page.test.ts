import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandsPage } from '../../src/commands-page.ts';
import { allCommands } from '../../src/discover.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/commands.md'), 'utf8');

it('names every command there is, as the commands say it; `npm run commands-page` writes it anew', async () => {
  const { names, load } = await allCommands();
  expect(page).toBe(commandsPage(await Promise.all(names.map(load))));
});
