import { describe, expect, it } from 'vitest';
import { readDuration, readSize, writeDuration } from '../../src/command/measures.ts';
import { isSlip } from '../../src/command/nearest.ts';
import { check, givenBy } from '../../src/command/values.ts';
import { Failure, maybeNewName, nearest, newName, text, verbatim } from '../../src/kit.ts';
import { boxKey, boxStart } from './small-bot.ts';

const values = (given: Readonly<Record<string, string>>) => check({ command: boxStart, given }).values;
const refused = (act: () => unknown): Failure => {
  try {
    act();
  } catch (error) {
    if (error instanceof Failure) return error;
  }
  throw new Error('not refused');
};

describe('a size', () => {
  it.each([
    ['20', 20],
    ['20GB', 20],
    ['20 Gi', 20],
    ['20gib', 20],
    ['1T', 1024],
    ['1.5 TB', 1536],
    ['1,5ТБ', 1536],
    ['20 ГБ', 20],
  ])('%s is %d GiB', (typed, size) => {
    expect(readSize(typed)).toBe(size);
  });

  it.each(['', 'abc', '-1', '20MB', '0.3', '1e3', '20GBGB', '∞', '٢٠'])('is not %j', (typed) => {
    expect(readSize(typed)).toBeUndefined();
  });
});

describe('a duration', () => {
  it.each([
    ['8h', 8 * 3_600_000],
    ['90m', 90 * 60_000],
    ['1d12h', 36 * 3_600_000],
    ['1 ч 30 мин', 90 * 60_000],
    ['2시간', 2 * 3_600_000],
    ['2 days', 48 * 3_600_000],
    ['1w', 7 * 86_400_000],
  ])('%s', (typed, ms) => {
    expect(readDuration(typed)).toBe(ms);
  });

  it.each(['', '8', 'h', '8h8h', '30m1h', '8x', '-8h', '8 h m'])('is not %j', (typed) => {
    expect(readDuration(typed)).toBeUndefined();
  });

  it.each(['8h', '1d12h', '45s', '1d1h1m1s'])('%s is written as it was typed', (typed) => {
    expect(writeDuration(readDuration(typed) ?? 0)).toBe(typed);
  });
});

describe('what is given', () => {
  it('becomes values of the right kind, with defaults where nothing was said', () => {
    expect(values({ image: ' base-image ', size: '1T', for: '8h', spot: 'yes', color: 'GREEN' })).toEqual({
      image: 'base-image',
      disk: undefined,
      name: undefined,
      diskType: undefined,
      size: 1024,
      for: 28_800_000,
      color: 'green',
      spot: true,
      onDemand: false,
    });
  });

  it('is asked for where it is needed and was not said', () => {
    expect(check({ command: boxKey, given: { box: 'work' } }).missing).toEqual(['key']);
  });

  it.each([
    [{ size: 'abc' }, '--size cannot be "abc"; it has to be 1 to 4096 GB, such as 20, 20GB or 1T.'],
    [{ size: '0' }, '--size cannot be "0"; it has to be 1 to 4096 GB, such as 20, 20GB or 1T.'],
    [{ size: '5T' }, '--size cannot be "5T"; it has to be 1 to 4096 GB, such as 20, 20GB or 1T.'],
    [{ for: '8' }, '--for cannot be "8"; it has to be 1m to 1d, such as 8h, 90m or 1d12h.'],
    [{ color: 'gren' }, '--color cannot be "gren"; it is one of: red, green, blue.'],
    [{ spot: 'maybe' }, '--spot cannot be "maybe"; it has to be yes or no.'],
    [{ image: '' }, '--image is empty; it has to be 1 to 200 characters on one line.'],
    [{ image: 'a\nb' }, '--image cannot be "a\\nb"; it has to be 1 to 200 characters on one line.'],
    [{ image: 'a', disk: 'b' }, 'Either --disk or --image, not both: a disk holds a system, an image makes one.'],
  ])('%j is refused in one sentence', (given, said) => {
    const failure = refused(() => values(given));

    expect(failure.code).toBe('usage');
    expect(failure.message).toBe(said);
  });

  it.each(['false', 'False', 'no', 'off'])('a flag that is said to be %s is none of the two', (no) => {
    expect(values({ image: 'a', spot: no, onDemand: 'true' })).toMatchObject({ spot: false, onDemand: true });
    expect(refused(() => values({ image: 'a', spot: 'yes', onDemand: 'true' })).message).toBe(
      'Either --spot or --on-demand, not both.',
    );
  });

  it('offers the nearest of a list, with everything else that was said', () => {
    const failure = refused(() => values({ image: 'x', color: 'gren' }));

    expect(failure.next[0]?.press).toEqual({ command: 'box start', args: { image: 'x', color: 'green' } });
  });

  it('never says a secret back', () => {
    const failure = refused(() => check({ command: boxKey, given: { box: 'x', key: 'hunter2'.repeat(1000) } }));

    expect(failure.message).not.toContain('hunter2');
  });
});

describe('a form', () => {
  it('leaves out what was left empty', () => {
    expect(givenBy(boxStart, { image: 'x', name: '  ' }, true)).toEqual({ image: 'x' });
  });

  it('may hold a secret, a button may not', () => {
    expect(givenBy(boxKey, { box: 'x', key: 'k' }, true)).toEqual({ box: 'x', key: 'k' });
    expect(refused(() => givenBy(boxKey, { box: 'x', key: 'k' }, false)).code).toBe('usage');
  });

  it('of another version is refused', () => {
    expect(refused(() => givenBy(boxStart, { flavour: 'x' }, false)).code).toBe('usage');
  });
});

describe('a new name', () => {
  const named = (name: string) => newName(verbatim('Name')).check.safeParse(name).success;

  it.each(['gpu-work-1', 'my box', 'диск 2', '내 상자', 'v1.2_(old)+x', 'A'])('may be %s', (name) => {
    expect(named(name)).toBe(true);
  });

  it.each([
    ['../etc/passwd'],
    ['-rf'],
    ['.hidden'],
    ['a/b'],
    ['$(x)'],
    ['a;b'],
    ['a\u0000b'],
    ['a\nb'],
    ['<script>'],
    ['@channel'],
    ['😀'],
    ['\u05d0\u05d1'],
    ['pаypal'],
    ['x'.repeat(101)],
    ['\ud800'],
    ['   '],
  ])('may not be %j', (name) => {
    expect(named(name)).toBe(false);
  });

  it('may be left out where one is made up', () => {
    expect(maybeNewName(verbatim('Name')).check.parse(undefined)).toBeUndefined();
  });

  it('is stricter than the name of something that is there', () => {
    expect(text(verbatim('Image')).check.safeParse('ubuntu:22.04/😀').success).toBe(true);
  });
});

describe('the nearest names', () => {
  it.each([
    ['base-imgae', ['base-image']],
    ['BASE-IMAGE', ['base-image']],
    ['base', ['base-image', 'base-image-2']],
    ['zzz', []],
    ['', []],
  ])('of %j are %j', (typed, near) => {
    expect(nearest(typed, ['train-data', 'base-image-2', 'base-image']).slice(0, near.length || 3)).toEqual(near);
  });

  it('are at most three', () => {
    expect(
      nearest(
        'box-0',
        Array.from({ length: 9 }, (_, i) => `box-${i + 1}`),
      ),
    ).toHaveLength(3);
  });

  it.each([
    ['nmae', 'name', true],
    ['nam', 'name', true],
    ['namee', 'name', true],
    ['name', 'name', false],
    ['size', 'name', false],
  ])('%s for %s is a slip: %s', (typed, meant, slip) => {
    expect(isSlip(typed, meant)).toBe(slip);
  });
});
