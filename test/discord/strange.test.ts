import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInteraction, readWords } from '../../adapters/chat/discord/receive/wire.ts';
import { talk } from './talk.ts';

/** What Discord might send tomorrow: fields of another kind, or none at all. */
const extras = [
  ...[{ channel: 7 }, { channel: null }, { member: null }, { member: { user: null } }, { data: null }, { guild_id: 5 }],
  ...[{ message: 'x' }, { locale: 9 }, { app_permissions: 'x' }, { type: 99 }, { entitlements: null }],
  ...[{ authorizing_integration_owners: null }, { new_thing: { deep: [1, 2] } }, { version: 'two' }],
];

describe('an interaction', () => {
  it.each(extras)('that is odd in %j is answered all the same', async (extra) => {
    const { discord, chat } = await talk({ extra });

    const reply = await discord.slash('gpu list');
    await chat.quiet();

    expect(reply.kind).toBe('message');
  });

  it('with fields nobody has heard of is done', async () => {
    const { discord, desk } = await talk({ extra: { new_thing: { deep: [1, 2] }, another: 'x' } });

    await discord.slash('gpu start', { image: 'base-image' });

    expect(desk.heard[0]?.body).toEqual({ filled: { command: 'gpu start', args: { image: 'base-image' } } });
  });
});

const payload = {
  id: '1',
  application_id: '2',
  token: 't',
  type: 3,
  guild_id: '3',
  channel: { id: '4', type: 11, parent_id: '5' },
  channel_id: '4',
  member: { user: { id: '6', username: 'ann', global_name: 'Ann' } },
  locale: 'ko',
  app_permissions: '1024',
  message: { id: '7', flags: 64 },
  data: {
    custom_id: '["gpu list",{}]',
    component_type: 2,
    name: 'gpu',
    options: [{ type: 1, name: 'list' }],
    values: [],
  },
};

const paths: readonly (readonly string[])[] = Object.entries(payload).flatMap(([key, value]) =>
  typeof value === 'object' ? [[key], ...Object.keys(value).map((inner) => [key, inner])] : [[key]],
);

const put = (target: unknown, [key = '', ...rest]: readonly string[], value: unknown): unknown => {
  const of = typeof target === 'object' && target !== null ? target : {};
  const inner = Object.entries(of).find(([name]) => name === key)?.[1];
  return { ...of, [key]: rest.length === 0 ? value : put(inner, rest, value) };
};

it('is read, or is not, but nothing that arrives makes the reading fail', () => {
  const change = fc.tuple(fc.constantFrom(...paths), fc.jsonValue());
  fc.assert(
    fc.property(fc.array(change, { maxLength: 4 }), (changes) => {
      const odd = changes.reduce<unknown>((before, [path, value]) => put(before, path, value), payload);

      expect(() => [readInteraction(odd), readWords(odd, '9')]).not.toThrow();
    }),
    { numRuns: 500 },
  );
  fc.assert(
    fc.property(fc.jsonValue(), (odd) => {
      expect(() => [readInteraction(odd), readWords(odd, '9')]).not.toThrow();
    }),
  );
});

it('is still answerable where only its address can be read', () => {
  expect(readInteraction({ ...payload, member: null })).toEqual({ strange: { id: '1', token: 't', type: 3 } });
  expect(readInteraction({ ...payload, member: { user: { ...payload.member.user, bot: true } } })).toBeUndefined();
});
