/** How the person wants the answer, said among the words of the line. What each means for the work the desk knows. */
export interface Manner {
  readonly json: boolean;
  readonly wait: boolean;
  readonly confirm: string | undefined;
}

export function mannerOf(line: string): Manner {
  let json = false;
  let wait = true;
  let confirm: string | undefined;
  const words = line.match(/(?:"(?:[^"\\]|\\.)*"|[^\s"])+/gs) ?? [];
  words.forEach((word, at) => {
    if (word === '--json') json = true;
    else if (word === '--wait') wait = true;
    else if (word === '--no-wait') wait = false;
    else if (word === '--confirm') confirm = bare(words[at + 1] ?? '');
    else if (word.startsWith('--confirm=')) confirm = bare(word.slice('--confirm='.length));
  });
  return { json, wait, confirm };
}

const bare = (word: string): string =>
  word.length > 1 && word.startsWith('"') && word.endsWith('"') ? word.slice(1, -1).replace(/\\(["\\])/g, '$1') : word;
