/** How the person wants to be answered, said among the words of the line. */
export interface Manner {
  readonly json: boolean;
  readonly wait: boolean;
}

export function mannerOf(line: string): Manner {
  const words: readonly string[] = line.match(/(?:"(?:[^"\\]|\\.)*"|[^\s"])+/gs) ?? [];
  return { json: words.includes('--json'), wait: !words.includes('--no-wait') };
}
