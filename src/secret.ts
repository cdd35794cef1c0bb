import { inspect } from 'node:util';
import { z } from 'zod';

/** A value that prints, inspects and serialises as `•••`; only `reveal` gives it out, on the line that sends it. */
export interface Secret {
  reveal(): string;
  toString(): string;
  toJSON(): string;
}

const mask = '•••';

export const secretOf = (value: string): Secret =>
  Object.freeze({
    reveal: () => value,
    toString: () => mask,
    toJSON: () => mask,
    [inspect.custom]: () => mask,
  });

/** A secret variable of an adapter's configuration. */
export const hidden = () => z.string().min(1).transform(secretOf);
