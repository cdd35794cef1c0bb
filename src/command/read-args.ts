import { Failure } from '../failure.ts';
import type { Locale } from '../phrases.ts';
import type { Args } from './args.ts';
import type { Command } from './command.ts';
import { echo } from './echo.ts';
import { flagNames, flagOf, kebab, type Meant, meantBy, saysNo } from './flags.ts';
import { allArgs, globalArgs } from './globals.ts';
import { isSlip, nearest } from './nearest.ts';
import type { Asked, Reading } from './parse.ts';
import { quote, type Token } from './tokens.ts';
import { usage } from './usage.ts';
import { wrong } from './wrong-words.ts';

interface Flagged {
  /** As it was typed. */
  readonly typed: string;
  readonly value?: string;
}

/** What the words behind the command say for its arguments. */
export async function readArgs(command: Command, words: readonly Token[], reading: Reading): Promise<Asked> {
  const args = allArgs(command);
  if (words.some((word) => namesSecret(word, args))) reading.secretSaid();
  const given: Record<string, string> = {};
  const bare: Token[] = [];
  let onlyValues = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (!onlyValues && word.text === '--' && word.plain >= 2) {
      onlyValues = true;
      continue;
    }
    const flagged = onlyValues ? undefined : (dashed(word) ?? (await colon(word, args, command, reading)));
    if (!flagged) {
      bare.push(word);
      continue;
    }
    const meant = meantBy(flagged.typed, args);
    if (!meant) throw await unknownFlag(flagged, word, command, reading);
    const taken = takeValue(meant, flagged, words[i + 1]);
    if (taken.fromNext) i++;
    if (meant.arg.kind === 'secret') throw await secretSaid(meant, word.start, words[i]!.end, reading);
    put(given, meant.name, taken.value);
  }
  await putBare(bare, command, given, reading);
  if (given.help !== undefined) {
    const [noun = '', verb = ''] = command.name.split(' ');
    return { command: await reading.catalogue.load('hoist help'), given: { noun, verb } };
  }
  return { command, given };
}

function namesSecret(word: Token, args: Args): boolean {
  const typed = dashed(word)?.typed ?? /^([^:]+):/.exec(word.text)?.[1];
  return typed !== undefined && meantBy(typed, args)?.arg.kind === 'secret';
}

/** `--name`, `--name=value`, `--name:value`, and with one dash where a letter follows. */
export function dashed({ text, plain }: Token): Flagged | undefined {
  const found = /^(?:--|-(?=[\p{L}?]))([^=:]+)([=:]?)/u.exec(text);
  if (!found || plain < found[0].length - found[2]!.length) return undefined;
  if (found[2] === '') return { typed: found[1]! };
  return { typed: found[1]!, value: text.slice(found[0].length) };
}

/** `name:value`, where `name` is an argument: `https://…` and `C:\…` are values. */
async function colon(word: Token, args: Args, command: Command, reading: Reading): Promise<Flagged | undefined> {
  const found = /^(\p{L}[\p{L}\p{N}_-]*):(?!\/\/)/u.exec(word.text);
  if (!found || word.plain < found[0].length) return undefined;
  const typed = found[1]!;
  const value = word.text.slice(found[0].length);
  if (meantBy(typed, args)) return value === '' && word.plain > found[0].length ? { typed } : { typed, value };
  // `ubuntu:22.04` is a name like any other; only what is one letter off an argument is taken for a slip.
  if (typed.length < 3 || value === '' || !flagNames(args).some((name) => isSlip(typed, name))) return undefined;
  throw await unknownFlag({ typed, value }, word, command, reading);
}

function takeValue(meant: Meant, flagged: Flagged, next: Token | undefined): { value: string; fromNext: boolean } {
  if (flagged.value !== undefined) {
    return { value: meant.negated ? opposite(flagged.value) : flagged.value, fromNext: false };
  }
  if (meant.arg.kind === 'flag') return { value: meant.negated ? 'false' : 'true', fromNext: false };
  if (!next) throw new Failure('usage', (l) => wrong(l).noValue(flagOf(meant.name), meant.arg.fits(l)));
  if (dashed(next)) throw new Failure('usage', (l) => wrong(l).dashValue(flagOf(meant.name), echo(next.text)));
  return { value: next.text, fromNext: true };
}

const opposite = (value: string): string => (saysNo(value) ? 'true' : 'false');

function put(given: Record<string, string>, name: string, value: string): void {
  const before = given[name];
  if (before !== undefined) {
    throw new Failure('usage', (l) => wrong(l).twice(flagOf(name), echo(before, 30), echo(value, 30)));
  }
  given[name] = value;
}

async function unknownFlag(flagged: Flagged, word: Token, command: Command, reading: Reading): Promise<Failure> {
  const typed = `--${echo(flagged.typed, 40)}`;
  const elsewhere = meantBy(flagged.typed, globalArgs)?.name;
  if (elsewhere !== undefined) {
    const say = elsewhere === 'confirm' ? ('onlyRemoves' as const) : ('onlyReads' as const);
    return new Failure('usage', (l) => wrong(l)[say](flagOf(elsewhere), command.name), {
      next: await offered(replaced(reading, word.start, word.end, ''), reading),
    });
  }
  const known = flagNames(allArgs(command));
  const near = nearest(flagged.typed, known, 1)[0];
  const list = Object.keys(command.args).map(flagOf).join(', ');
  const hint = { hint: (l: Locale) => (list === '' ? wrong(l).noFlags : wrong(l).flags(list)) };
  if (near === undefined) return new Failure('usage', (l) => wrong(l).noFlag(typed, command.name), hint);
  const meant = `--${near}${flagged.value === undefined ? '' : `=${quote(flagged.value)}`}`;
  return new Failure('usage', (l) => wrong(l).noFlagBut(typed, command.name, `--${near}`), {
    ...hint,
    next: await offered(replaced(reading, word.start, word.end, meant), reading),
  });
}

async function secretSaid(meant: Meant, start: number, end: number, reading: Reading): Promise<Failure> {
  return new Failure('usage', (l) => wrong(l).secret(flagOf(meant.name)), {
    hint: (l) => wrong(l).secretHint,
    next: await offered(replaced(reading, start, end, ''), reading),
  });
}

/** Words without a flag fill the arguments that may be said so, in their order. */
async function putBare(words: readonly Token[], command: Command, given: Record<string, string>, reading: Reading) {
  const places = Object.keys(command.args).filter((name) => command.args[name]?.bare);
  const free = places.filter((name) => given[name] === undefined);
  for (const [i, name] of free.entries()) if (words[i]) put(given, name, words[i].text);
  const extra = words[free.length];
  if (!extra) return;
  const [taken] = places.filter((name) => !free.includes(name));
  if (taken !== undefined) put(given, taken, extra.text);
  throw await tooMany(extra, words, free, command, reading);
}

async function tooMany(
  extra: Token,
  words: readonly Token[],
  free: readonly string[],
  command: Command,
  reading: Reading,
): Promise<Failure> {
  const word = echo(extra.text, 40);
  const flag = meantBy(extra.text, allArgs(command));
  const asFlag = flag && (await reading.offer(replaced(reading, extra.start, extra.end, `--${kebab(extra.text)}`)));
  if (asFlag) return new Failure('usage', (l) => wrong(l).tooManyFlag(word, asFlag.line), { next: [asFlag.next] });
  const last = words[free.length - 1];
  if (last && areNeighbours(words.slice(free.length - 1), reading.line)) {
    const name = words
      .slice(free.length - 1)
      .map(({ text }) => text)
      .join(' ');
    const end = words.at(-1)?.end ?? extra.end;
    const joined = await reading.offer(replaced(reading, last.start, end, quote(name)));
    if (joined) return new Failure('usage', (l) => wrong(l).tooManyQuotes(word, joined.line), { next: [joined.next] });
  }
  return new Failure('usage', (l) => wrong(l).tooMany(word, usage(command, reading.slash)));
}

/** Nothing but spaces between them. */
const areNeighbours = (words: readonly Token[], line: string): boolean =>
  words.every((word, i) => i === 0 || line.slice(words[i - 1]!.end, word.start).trim() === '');

const replaced = ({ line }: Reading, start: number, end: number, by: string): string =>
  line.slice(0, start) + by + line.slice(end);

async function offered(line: string, reading: Reading): Promise<Failure['next']> {
  const found = await reading.offer(line);
  return found ? [found.next] : [];
}
