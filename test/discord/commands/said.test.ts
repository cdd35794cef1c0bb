import { describe, expect, it } from 'vitest';
import { readOptions, suggestions } from '../../../adapters/chat/discord/commands/said.ts';
import { suggestionFaults } from '../../../adapters/chat/discord/limits/command.ts';

describe('what was said', () => {
  it('is read as a command and its arguments', () => {
    const options = [
      {
        type: 1,
        name: 'start',
        options: [
          { type: 3, name: 'image', value: 'base-image' },
          { type: 3, name: 'disk-type', value: 'fast' },
          { type: 4, name: 'limit', value: 0 },
          { type: 5, name: 'spot', value: true },
        ],
      },
    ];

    expect(readOptions('gpu', options)).toEqual({
      command: 'gpu start',
      args: { image: 'base-image', diskType: 'fast', limit: '0', spot: 'true' },
    });
  });

  it('says which option is being typed, and what of the others there is', () => {
    const options = [
      {
        type: 1,
        name: 'start',
        options: [
          { type: 3, name: 'zone', value: 'ru-7a' },
          { type: 3, name: 'disk-type', value: 'fa', focused: true },
        ],
      },
    ];

    expect(readOptions('gpu', options)).toEqual({
      command: 'gpu start',
      args: { zone: 'ru-7a' },
      typing: { field: 'diskType', typed: 'fa' },
    });
  });

  it.each([[undefined], ['x'], [[{ type: 1, name: 'start' }]], [[{ odd: true }]]])(
    'is read from %j without a crash',
    (odd) => {
      expect(readOptions('gpu', odd).args).toEqual({});
    },
  );
});

describe('suggestions', () => {
  it('are within limits, whatever is found', () => {
    const found = [
      ...Array.from({ length: 40 }, (_, n) => ({ value: `image-${n}`, about: 'x'.repeat(200) })),
      ...[{ value: '' }, { value: 'y'.repeat(101) }, { value: 'image-1' }],
    ];

    expect(suggestionFaults(suggestions(found))).toEqual([]);
    expect(suggestions(found)).toHaveLength(25);
    expect(suggestionFaults(suggestions(found.slice(-4)))).toEqual([]);
  });

  it('say what they are, and send back the bare value', () => {
    expect(suggestions([{ value: 'base-image', about: '12 GB' }])).toEqual([
      { name: 'base-image · 12 GB', value: 'base-image' },
    ]);
  });
});
