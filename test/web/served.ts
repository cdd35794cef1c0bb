import { onTestFinished } from 'vitest';
import { openWeb } from '../../adapters/chat/web/chat.ts';
import type { Memory } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import { mapMemory } from '../contract/map-memory.ts';
import { scriptedDesk } from './scripted-desk.ts';

const config = { WEB_HOST: '127.0.0.1', WEB_PORT: 0, WEB_REAL_CLOUDS: [] };

/** The page, served on a free port with a scripted desk behind it, until the test is over. */
export async function served(memory: Memory = mapMemory(), port = 0) {
  const script = scriptedDesk();
  const chat = await openWeb({ ...config, WEB_PORT: port }, memory, silent, () => Date.UTC(2026, 10, 20, 10, 15));
  await chat.listen(script.desk);
  script.postsTo(chat);
  onTestFinished(() => chat.close());
  const url = chat.address?.();
  if (url === undefined) throw new Error('not listening');
  return { ...script, chat, url, memory };
}
