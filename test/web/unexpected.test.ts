import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { openWeb } from '../../adapters/chat/web/chat.ts';
import type { Desk, Log } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import { mapMemory } from '../contract/map-memory.ts';
import { scriptedDesk } from './scripted-desk.ts';

/** The page before a desk with these answers of its own, and what it logs. */
async function before(answers: Partial<Desk>) {
  const logged: { readonly data: object; readonly message: string }[] = [];
  const log: Log = { ...silent, error: (data, message) => void logged.push({ data, message }) };
  const config = { WEB_HOST: '127.0.0.1', WEB_PORT: 0, WEB_REAL_CLOUDS: [] };
  const chat = await openWeb(config, mapMemory(), log);
  await chat.listen({ ...scriptedDesk().desk, ...answers });
  onTestFinished(() => chat.close());
  const url = chat.address?.() ?? '';
  const ask = (path: string, body: object, signal?: AbortSignal) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify(body),
      ...(signal ? { signal } : {}),
    });
  return { ask, logged };
}

const said = { id: 'event-01', who: 'requester', room: 'general', locale: 'en', body: { words: 'gpu list' } };
const half = { line: 'gpu ', who: 'requester', room: 'general', locale: 'en' };

it('logs what it did not expect, and tells the page only that it failed', async () => {
  const broken = new Error('the store is gone');
  const { ask, logged } = await before({ hear: () => Promise.reject(broken) });

  const answer = await ask('/hear', said);

  expect([answer.status, await answer.json()]).toEqual([500, { problem: 'failed' }]);
  expect(logged).toEqual([{ data: { err: broken, path: '/hear' }, message: 'the page got no answer' }]);
});

it('logs neither what it refuses nor a visitor who left', async () => {
  const came = Promise.withResolvers<AbortSignal>();
  const { ask, logged } = await before({
    complete: async (_line, _who, _where, _locale, gone) => {
      came.resolve(gone);
      await once(gone, 'abort');
      throw gone.reason;
    },
  });
  const leaving = new AbortController();

  const refused = await ask('/hear', {});
  const left = ask('/complete', half, leaving.signal);
  const gone = await came.promise;
  leaving.abort();
  await Promise.allSettled([left, once(gone, 'abort')]);
  const after = await ask('/nothing', {});

  expect([refused.status, after.status]).toEqual([400, 404]);
  expect(logged).toEqual([]);
});
