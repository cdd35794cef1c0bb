import { Failure } from '../failure.ts';
import { said, verbatim } from '../phrases.ts';
import type { Catalogue, Command } from './command.ts';
import { echo } from './echo.ts';
import { unescaped } from './escapes.ts';
import { print } from './print.ts';
import { readArgs } from './read-args.ts';
import { recognise } from './recognise.ts';
import { type Token, tokens } from './tokens.ts';
import { wrong } from './wrong-words.ts';

/** A command and what was said for its arguments and the global flags; nothing is checked yet, nothing is left out. */
export interface Asked {
  readonly command: Command;
  readonly given: Readonly<Record<string, string>>;
}

/** One line while it is read. */
export interface Reading {
  readonly line: string;
  readonly words: readonly Token[];
  readonly catalogue: Catalogue;
  /** What stands before a command where people are: "/" in a chat, nothing in a terminal. */
  readonly slash: string;
  /** The line as it was probably meant, if that can be understood. */
  offer(line: string): Promise<Offer | undefined>;
  /** The line, as it was typed or probably meant, holds a secret. */
  secretSaid(): void;
}

export interface Offer {
  readonly line: string;
  readonly next: Failure['next'][number];
}

const longest = 4000;

/** The one parser of every chat: a line is understood whole, or a usage failure says what to type instead. */
export async function parse(line: string, catalogue: Catalogue, slash = '/'): Promise<Asked> {
  if (line.length > longest) throw new Failure('usage', (l) => wrong(l).long(longest));
  let secret = false;
  const book: Book = { catalogue, slash, secretSaid: () => void (secret = true) };
  try {
    return await read(unescaped(line), book, 3);
  } catch (error) {
    // A line that is refused for a slip may hold one behind it.
    throw error instanceof Failure && secret ? holding(error) : error;
  }
}

type Book = Pick<Reading, 'catalogue' | 'slash' | 'secretSaid'>;

const holding = ({ code, phrase, hint, next }: Failure): Failure =>
  new Failure(code, phrase, { next, secret: true, ...(hint ? { hint } : {}) });

/** `guesses` is how many mistakes in a row are mended for an offer. */
async function read(line: string, book: Book, guesses: number): Promise<Asked> {
  const { catalogue } = book;
  const reading: Reading = {
    ...book,
    line,
    words: tokens(line),
    offer: (meant) => (guesses > 0 ? offer(meant, book, guesses - 1) : Promise.resolve(undefined)),
  };
  await refuseOpenQuote(reading);
  const found = await recognise(reading);
  if ('given' in found) return { command: await catalogue.load(found.name), given: found.given };
  return readArgs(await catalogue.load(found.name), found.rest, reading);
}

async function offer(meant: string, book: Book, guesses: number): Promise<Offer | undefined> {
  const { catalogue, slash } = book;
  const press = await read(meant, book, guesses).then(
    ({ command, given }) => ({ command: command.name, args: given }),
    (error: unknown) => {
      if (error instanceof Failure) return error.next[0]?.press;
      throw error;
    },
  );
  if (!press) return undefined;
  const line = echo(print(await catalogue.load(press.command), press.args, slash), 200);
  return { line, next: { label: said(verbatim(echo(line, 70))), press } };
}

async function refuseOpenQuote({ line, words, offer }: Reading): Promise<void> {
  const last = words.at(-1);
  if (!last?.open) return;
  const { open } = last;
  const closed = await offer(line + open);
  throw new Failure('usage', (l) => wrong(l).open(open, echo(last.text, 30)), { next: closed ? [closed.next] : [] });
}
