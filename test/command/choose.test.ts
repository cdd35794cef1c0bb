import { describe, expect, it } from 'vitest';
import { allCommands } from '../../src/discover.ts';
import { choose, Failure, locales } from '../../src/kit.ts';

const called = (...names: readonly string[]) => names.map((name, n) => ({ id: `id-${n}`, name }));

function refused(noun: Parameters<typeof choose>[0], names: readonly string[], typed = 'zzzzzz'): Failure {
  try {
    choose(noun, called(...names), typed, 'practice');
  } catch (error) {
    if (error instanceof Failure) return error;
  }
  throw new Error('it was chosen');
}

describe('a name that nothing is near to', () => {
  it.each([
    ['image', 'image list'],
    ['disk', 'disk list'],
    ['machine', 'gpu list'],
    ['flavor', 'gpu flavors'],
    ['disk type', 'disk types'],
  ] as const)('leads to the list: %s', async (noun, command) => {
    const { next, hint } = refused(noun, ['one', 'two']);

    expect(hint?.('en')).toBe('There are: one, two.');
    expect(next).toMatchObject([{ label: { en: 'Show all' }, press: { command, args: { cloud: 'practice' } } }]);
    expect((await allCommands()).names).toContain(command);
  });

  it('names none of very many', () => {
    expect(refused('image', ['a', 'b', 'c', 'd', 'e', 'f']).hint?.('en')).toBe('');
  });

  it.each([
    ['disk', 'disk create'],
    ['machine', 'gpu start'],
  ] as const)('leads to a first one where there is none: %s', async (noun, command) => {
    const { next, hint } = refused(noun, []);

    expect(hint?.('en')).toBe(`There is no ${noun} in practice yet.`);
    expect(next).toMatchObject([{ label: { en: 'Make one' }, press: { command } }]);
    expect((await allCommands()).names).toContain(command);
  });
});

it('offers the nearest and no list where something is near', () => {
  const { next, hint } = refused('image', ['base-image', 'other'], 'base-imgae');

  expect([next, hint?.('en')]).toEqual([[], 'Nearest: base-image.']);
});

it('takes a part of a name for near where nothing else is', () => {
  const names = ['GL10.8-1GPU-A100', 'GL2.4-1GPU-T4', 'GL10.16-2GPU-A100'];

  expect(refused('flavor', names, 'a100').hint?.('en')).toBe('Nearest: GL10.8-1GPU-A100, GL10.16-2GPU-A100.');
  expect(refused('flavor', names, '1').hint?.('en')).toMatch(/^There are/);
});

it('says it in every language', () => {
  const said = locales.map((locale) => refused('machine', ['one']).phrase(locale));

  expect(said).toEqual([
    'No machine "zzzzzz" in practice.',
    'В practice нет машины «zzzzzz».',
    'practice에 "zzzzzz" 머신이 없습니다.',
  ]);
});
