import fc from 'fast-check';
import type { Json } from '../../adapters/chat/discord/fake/world.ts';

/** Every place in the payload. */
function placesIn(value: unknown, at: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...at, key]))].filter(
    ({ length }) => length > 0,
  );
}

function changed(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to;
  const inner =
    typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : {};
  const after = changed(inner, rest, to);
  if (Array.isArray(value)) return value.map((each: unknown, at) => (String(at) === key ? after : each));
  return { ...(typeof value === 'object' ? value : {}), [key]: after };
}

/** The payload with some of it gone, of another kind, or more than it was. */
export const mutated = (payload: Json): fc.Arbitrary<Json> => {
  const odd = fc.oneof(
    fc.constantFrom(
      undefined,
      null,
      '',
      0,
      -1,
      2 ** 53,
      true,
      [],
      {},
      [null],
      '9'.repeat(400),
      '../..',
      '\u0000\ud800',
    ),
    fc.jsonValue(),
  );
  const change = fc.tuple(fc.constantFrom(...placesIn(payload)), odd);
  return fc
    .tuple(fc.array(change, { minLength: 1, maxLength: 3 }), fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 2 }))
    .map(([changes, more]) => {
      const after = changes.reduce<unknown>((before, [place, to]) => changed(before, place, to), {
        ...payload,
        ...more,
      });
      // A record was changed in its places.
      return after as Json;
    });
};
