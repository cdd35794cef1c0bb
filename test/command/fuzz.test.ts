import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from '../../src/command/parse.ts';
import { print } from '../../src/command/print.ts';
import { quote, tokens } from '../../src/command/tokens.ts';
import { check } from '../../src/command/values.ts';
import { allCommands } from '../../src/discover.ts';
import { type Catalogue, Failure } from '../../src/kit.ts';
import { hostile } from './hostile.ts';
import { boxStart, smallCatalogue } from './small-bot.ts';

let small: Catalogue;
let real: Catalogue;
beforeAll(async () => {
  small = await smallCatalogue();
  real = await allCommands();
});

/** Understood, or refused in words for people; anything else is thrown on. */
async function heard(line: string, catalogue: Catalogue): Promise<void> {
  try {
    check(await parse(line, catalogue));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    for (const words of [error.phrase('en'), error.phrase('ru'), error.phrase('ko')]) {
      expect(words.length).toBeLessThan(800);
    }
  }
}

const pieces = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 20 }),
  fc.constantFrom(...hostile.map((words) => words.slice(0, 50))),
  fc.constantFrom('box', 'start', 'stop', 'help', 'hoist', 'gpu', 'disk', 'delete', '/', ' ', '\u00a0'),
  fc.constantFrom(
    '--name',
    '—name',
    'name:',
    '--size=',
    '--spot',
    '--no-spot',
    '--plan',
    '--',
    '"',
    '“',
    '”',
    "'",
    '\\',
  ),
);
const lines = fc
  .array(pieces, { maxLength: 12 })
  .chain((parts) => fc.constantFrom(' ', '').map((gap) => parts.join(gap)));

/** What a line can say at all: texts as they come out of one. */
const said = fc
  .oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ maxLength: 60 }))
  .filter((text) => !/[&<]/.test(text))
  .map((text) => tokens(quote(text))[0]?.text ?? '');

describe('any line', () => {
  it('is understood or refused, never anything else', async () => {
    await fc.assert(
      fc.asyncProperty(lines, (line) => heard(line, small)),
      { numRuns: 2_000 },
    );
  });

  it('is understood or refused behind every command there is', async () => {
    const names = fc.constantFrom(...real.names);
    await fc.assert(
      fc.asyncProperty(names, lines, (name, line) => heard(`${name} ${line}`, real)),
      { numRuns: 2_000 },
    );
  });

  it('keeps where its words stand', () => {
    fc.assert(
      fc.property(lines, (line) => {
        let before = 0;
        for (const { start, end } of tokens(line)) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          before = end;
        }
        expect(before).toBeLessThanOrEqual(line.length);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('what was understood', () => {
  it('is understood the same when it is printed and read again', async () => {
    const given = fc.record(
      {
        image: said,
        disk: said,
        name: said,
        diskType: said,
        color: said,
        spot: fc.constantFrom('true', 'false'),
        cloud: said,
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(given, async (each) => {
        const line = print(boxStart, each, '/');
        expect(await parse(line, small), line).toEqual({ command: boxStart, given: { ...each } });
      }),
      { numRuns: 1_000 },
    );
  });

  it('is one word however odd it is, once it is quoted', () => {
    fc.assert(
      fc.property(said, (text) => {
        expect(tokens(`a ${quote(text)} b`).map((token) => token.text)).toEqual(['a', text, 'b']);
      }),
      { numRuns: 2_000 },
    );
  });
});
