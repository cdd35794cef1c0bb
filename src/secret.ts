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

/** As it may be written down where secrets were in hand when it broke: it may repeat any of them. */
export function withoutSecrets(error: unknown, secrets: readonly string[]): unknown {
  if (secrets.length === 0) return error;
  const masked = (text: string) => secrets.reduce((words, secret) => words.replaceAll(secret, mask), text);
  const told = { message: masked(String(error)), stack: masked(inspect(error)) };
  return error instanceof Error ? { type: error.name, ...told } : told;
}

/** A secret variable of an adapter's configuration. */
export const hidden = () => z.string().min(1).transform(secretOf);
