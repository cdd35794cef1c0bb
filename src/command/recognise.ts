import { Failure } from '../failure.ts';
import { said } from '../phrases.ts';
import { echo } from './echo.ts';
import { closest } from './nearest.ts';
import { nounsInOrder } from './noun-order.ts';
import type { Offer, Reading } from './parse.ts';
import type { Token } from './tokens.ts';
import { wrong } from './wrong-words.ts';

/** Which command the first words name, and the words that are left; or help, with what it is about. */
export type Recognised =
  | { readonly name: string; readonly rest: readonly Token[] }
  | { readonly name: string; readonly given: Readonly<Record<string, string>> };

const umbrella = 'hoist';
const help = 'hoist help';

export async function recognise(reading: Reading): Promise<Recognised> {
  const names = new Set(reading.catalogue.names);
  const [first = '', ...more] = wordsOf(reading.words);
  const skipped = first === umbrella && more[0] !== undefined && !names.has(`${umbrella} ${more[0]}`) ? 1 : 0;
  const [noun = '', verb] = skipped ? more : [first, ...more];
  const at = skipped + (verb === undefined ? 1 : 2);

  if (noun === '') throw nothing(reading);
  if (names.has(`${noun} ${verb}`)) return { name: `${noun} ${verb}`, rest: reading.words.slice(at) };
  if (isHelp(noun)) return { name: help, rest: reading.words.slice(skipped + 1) };
  const isNoun = reading.catalogue.names.some((name) => name.startsWith(`${noun} `));
  if (isNoun && (verb === undefined || isHelp(verb))) {
    return { name: help, given: noun === umbrella ? {} : { noun } };
  }
  if (names.has(`${umbrella} ${noun}`)) return { name: `${umbrella} ${noun}`, rest: reading.words.slice(skipped + 1) };
  throw await unknown(reading, noun, verb, skipped);
}

const wordsOf = (words: readonly Token[]): readonly string[] =>
  words.slice(0, 3).map(({ text }, i) => plain(i === 0 ? text.replace(/^\/+/, '') : text));

/** As commands are written; look-alikes of the wide Asian kind are the same letters. */
const plain = (word: string): string => word.normalize('NFKC').toLowerCase();
const isHelp = (word: string): boolean => ['help', '--help', '-h', '?', '-?'].includes(word);

function nothing({ catalogue, slash }: Reading): Failure {
  const name = catalogue.names.find((each) => each === 'gpu start') ?? catalogue.names[0] ?? help;
  return new Failure('usage', (l) => wrong(l).nothing(slash + name), { next: helpNext(catalogue.names) });
}

async function unknown(reading: Reading, noun: string, verb: string | undefined, skipped: number): Promise<Failure> {
  const { catalogue, line, words, slash } = reading;
  const isFlag = verb?.startsWith('-') ?? false;
  const typed = echo(
    words
      .slice(skipped, skipped + (verb === undefined || isFlag ? 1 : 2))
      .map(({ text }) => text)
      .join(' '),
  );
  const verbs = verbsOf(catalogue.names, noun);
  if (isFlag && verbs.length > 0) {
    return new Failure('usage', (l) => wrong(l).verbMissing(noun, verbs.join(', ')), {
      next: helpNext(catalogue.names, noun),
    });
  }
  const offers: Offer[] = [];
  for (const { name, used } of guesses(catalogue.names, noun, isFlag ? undefined : verb)) {
    const rest = line.slice(words[skipped + used - 1]?.end ?? line.length);
    const offered = await reading.offer(`${name}${rest}`);
    if (offered) offers.push(offered);
  }
  const [best] = offers;
  if (best) {
    return new Failure('usage', (l) => wrong(l).didYouMean(typed.replace(/^\/+/, ''), best.line), {
      next: offers.map(({ next }) => next),
    });
  }
  const known =
    verbs.length > 0
      ? verbs.map((each) => `${slash}${noun} ${each}`)
      : nounsInOrder(catalogue.names).map((each) => slash + each);
  return new Failure('usage', (l) => wrong(l).noCommand(typed.replace(/^\/+/, '')), {
    hint: (l) => wrong(l).known(known.join(', ')),
    next: helpNext(catalogue.names),
  });
}

/** Commands that could have been meant and how many words they stand for: the first way of reading that finds any. */
function guesses(
  names: readonly string[],
  noun: string,
  verb: string | undefined,
): readonly { name: string; used: number }[] {
  const apart = noun.replace(/[-_:.]+/g, ' ');
  const swapped = apart.split(' ').reverse().join(' ');
  const joined = [...names.filter((name) => name.replace(' ', '') === noun), ...closest(apart, names)];
  const isNoun = verbsOf(names, noun).length > 0;
  const alike = withVerb(names, isNoun ? (verb ?? '') : noun);
  // A noun that there is was meant, unless only another one has this verb.
  const ofOne = isNoun ? [] : [joined, closest(swapped, names), nearVerbs(names, umbrella, noun)];
  const ofTwo = isNoun
    ? [alike.length === 1 ? alike : [], nearVerbs(names, noun, verb ?? '')]
    : [closest(`${noun} ${verb}`, names), closest(`${verb} ${noun}`, names)];
  const nouns = closest(noun, nounsInOrder(names)).map((near) => `help ${near}`);
  const ways = [
    ...(apart.includes(' ') ? [{ found: joined, used: 1 }] : []),
    { found: names.filter((name) => name === `${verb} ${noun}`), used: 2 },
    { found: isNoun ? [] : alike, used: 1 },
    ...(verb === undefined ? [] : ofTwo.map((found) => ({ found, used: 2 }))),
    ...ofOne.map((found) => ({ found, used: 1 })),
    ...(verb === undefined ? [{ found: nouns, used: 1 }] : []),
  ];
  const { found, used } = ways.find((way) => way.found.length > 0) ?? { found: [], used: 0 };
  return [...new Set(found)].slice(0, 3).map((name) => ({ name, used }));
}

const nearVerbs = (names: readonly string[], noun: string, verb: string): readonly string[] =>
  closest(verb, verbsOf(names, noun)).map((near) => `${noun} ${near}`);

const verbsOf = (names: readonly string[], noun: string): readonly string[] =>
  names.filter((name) => name.startsWith(`${noun} `)).map((name) => name.slice(noun.length + 1));

/** The same done to other things. */
const withVerb = (names: readonly string[], verb: string): readonly string[] =>
  nounsInOrder(names)
    .map((noun) => `${noun} ${verb}`)
    .filter((name) => names.includes(name));

const helpNext = (names: readonly string[], noun?: string): Failure['next'] =>
  names.includes(help)
    ? [{ label: said((l) => wrong(l).help), press: { command: help, args: noun ? { noun } : {} } }]
    : [];
