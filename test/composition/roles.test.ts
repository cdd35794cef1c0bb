import { expect, it } from 'vitest';
import sqliteStore from '../../adapters/store/sqlite/index.ts';
import { openChats } from '../../src/chats.ts';
import { readConfig } from '../../src/config.ts';
import { Failure } from '../../src/failure.ts';
import { silent } from '../../src/log.ts';
import { saidRole, worthKnowing } from '../../src/role.ts';

const roleOf = (env: Record<string, string>, ...words: readonly string[]) => readConfig('/nowhere', env, words).role;

it('does everything unless it is told otherwise, and what is said goes before what is set', () => {
  expect(roleOf({})).toBe('all');
  expect(roleOf({ HOIST_ROLE: 'worker' })).toBe('worker');
  expect(roleOf({ HOIST_ROLE: 'worker' }, '--role', 'chat')).toBe('chat');
  expect(roleOf({}, '--role=worker')).toBe('worker');
});

it('names the nearest role where one is set wrong', () => {
  expect(() => roleOf({ HOIST_ROLE: 'wroker' })).toThrow(
    'HOIST_ROLE (hoist): must be all, chat or worker; did you mean worker?',
  );
  expect(() => roleOf({ HOIST_ROLE: 'xyzzy' })).toThrow('must be all, chat or worker\n');
});

it.each([
  [['--role', 'wroker'], '--role must be all, chat or worker; did you mean worker?', undefined],
  [['--role'], '--role must be all, chat or worker', undefined],
  [['--rol', 'worker'], 'npm start takes nothing but', 'Did you mean: npm start -- --role worker'],
  [['worker'], 'npm start takes nothing but', 'Did you mean: npm start -- --role worker'],
  [['--role', 'worker', '--fast'], 'npm start takes nothing but', 'Did you mean: npm start -- --role worker'],
])('says of %j what is meant', (words, message, hint) => {
  const said = () => {
    try {
      return saidRole(words);
    } catch (error) {
      if (error instanceof Failure) return error;
      throw error;
    }
  };

  const wrong = said();

  expect(wrong).toBeInstanceOf(Failure);
  expect(wrong).toMatchObject({ message: expect.stringContaining(message) });
  expect(wrong instanceof Failure ? wrong.hint?.('en') : '').toBe(hint);
});

it('says what a part of the bot cannot do where it stands', () => {
  const shared = { file: undefined, practice: false };

  expect(worthKnowing('all', { file: '/data/hoist.sqlite', practice: true }, 'en')).toEqual([]);
  expect(worthKnowing('worker', shared, 'en')).toEqual([]);
  expect(worthKnowing('worker', { ...shared, file: '/data/hoist.sqlite' }, 'en')).toEqual([
    'Without REDIS_URL this worker process works with others on this host only, over /data/hoist.sqlite.',
  ]);
  expect(worthKnowing('chat', { ...shared, practice: true }, 'en').join()).toContain('another one');
});

it('does not start where nobody could say anything, and says which setting did that', async () => {
  const store = sqliteStore(':memory:');

  await expect(openChats(readConfig('/nowhere', { WEB_PORT: 'off' }), { store, clouds: [] }, silent)).rejects.toThrow(
    'WEB_PORT (hoist): is off, and no other chat is configured to talk in',
  );

  await store.close();
});
