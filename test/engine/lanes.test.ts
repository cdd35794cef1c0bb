import { describe, expect, it } from 'vitest';
import { roomBeside } from '../../src/engine/lanes.ts';

const of = (counts: Readonly<Record<string, number>>): readonly string[] =>
  Object.entries(counts).flatMap(([lane, count]) => Array.from({ length: count }, () => lane));

describe('room of a worker', () => {
  it.each<[Readonly<Record<string, number>>, number, number, Readonly<Record<string, number>>]>([
    // carried, at once, clouds, room
    [{}, 8, 1, { a: 8 }],
    [{ a: 7 }, 8, 1, { a: 1, b: 1 }],
    [{}, 8, 2, { a: 4 }],
    [{ a: 3 }, 8, 2, { a: 1, b: 4 }],
    [{ a: 4 }, 8, 2, { a: 0, b: 4 }],
    [{ a: 4, b: 3 }, 8, 2, { a: 0, b: 1 }],
    // Of three, each has ten for itself.
    [{ a: 32 }, 64, 3, { a: 0, b: 22, c: 22 }],
    [{ a: 32, b: 22 }, 64, 3, { a: 0, b: 0, c: 10 }],
    [{ a: 32, b: 22, c: 9 }, 64, 3, { a: 0, b: 0, c: 1 }],
    [{ a: 32, b: 10, c: 10 }, 64, 3, { a: 0, b: 12, c: 12 }],
    // A lane that nobody knew of has what is left of the free half.
    [{ a: 16, b: 16 }, 64, 2, { a: 16, b: 16, other: 32 }],
    // Fewer places than clouds.
    [{ a: 1 }, 3, 3, { a: 0, b: 1 }],
    [{ a: 1, b: 1 }, 3, 3, { a: 0, b: 0, c: 1 }],
    [{}, 1, 5, { a: 1 }],
    [{ a: 1 }, 1, 5, { a: 0, b: 0 }],
    [{}, 0, 2, { a: 0 }],
  ])('beside %j of %i with %i clouds is %j', (carried, atOnce, clouds, room) => {
    const { of: roomOf } = roomBeside(of(carried), atOnce, clouds);

    expect(Object.fromEntries(Object.keys(room).map((lane) => [lane, roomOf(lane)]))).toEqual(room);
  });

  it('names the lanes that are full, and how many may be claimed whatever they turn out to be', () => {
    expect(roomBeside(of({ a: 32, b: 21 }), 64, 3)).toMatchObject({ full: ['a'], forAny: 1 });
    expect(roomBeside(of({ a: 5 }), 64, 2)).toMatchObject({ full: [], forAny: 27 });
    expect(roomBeside(of({ a: 5 }), 64, 1)).toMatchObject({ full: [], forAny: 59 });
  });

  it.each([2, 3, 5, 9])('is left for the last of %i clouds when all others hang', (clouds) => {
    const carried: string[] = [];
    for (let cloud = 1; cloud < clouds; cloud++) {
      while (roomBeside(carried, 64, clouds).of(`hangs ${cloud}`) > 0) carried.push(`hangs ${cloud}`);
    }

    expect(roomBeside(carried, 64, clouds).of('answers')).toBeGreaterThanOrEqual(Math.floor(32 / clouds));
  });
});
