import { describe, expect, it } from 'vitest';
import { readForm } from '../../../adapters/chat/discord/draw/read-form.ts';

const label = (component: object) => ({ type: 18, id: 1, component: { id: 2, ...component } });

describe('what was filled in', () => {
  it('is read exactly as it was', () => {
    const filled = [
      { type: 10, id: 9 },
      label({ type: 4, custom_id: 'name', value: '  web 1 ' }),
      label({ type: 3, custom_id: 'image', values: ['base-image'] }),
      label({ type: 23, custom_id: 'spot', value: true }),
      label({ type: 22, custom_id: '+', values: ['keepIp', 'force'] }),
      label({ type: 21, custom_id: 'language', value: 'ko' }),
    ];

    expect(readForm(filled)).toEqual({
      name: '  web 1 ',
      image: 'base-image',
      spot: 'true',
      keepIp: 'true',
      force: 'true',
      language: 'ko',
    });
  });

  it('is nothing where a field was left empty', () => {
    const empty = [
      label({ type: 4, custom_id: 'name', value: '' }),
      label({ type: 4, custom_id: 'more', value: ' ' }),
      label({ type: 3, custom_id: 'image', values: [] }),
      label({ type: 23, custom_id: 'spot', value: false }),
      label({ type: 22, custom_id: '+', values: [] }),
      label({ type: 21, custom_id: 'language', value: null }),
    ];

    expect(readForm(empty)).toEqual({});
  });

  it('is read from what discord.js makes of it, and from rows as before', () => {
    expect(readForm([label({ type: 4, customId: 'name', value: 'x' })])).toEqual({ name: 'x' });
    expect(readForm([{ type: 1, components: [{ type: 4, custom_id: 'name', value: 'x' }] }])).toEqual({ name: 'x' });
  });

  it.each([[undefined], [null], ['x'], [[1]], [[{ component: { type: 'odd' } }]]])('is nothing in %j', (odd) => {
    expect(readForm(odd)).toEqual({});
  });
});
