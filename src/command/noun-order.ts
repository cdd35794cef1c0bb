/** The first word of a command. */
export const nounOf = (name: string): string => name.split(' ')[0]!;

/** The nouns of these commands, the busiest first; what is about Hoist itself comes last. */
export const nounsInOrder = (names: readonly string[]): readonly string[] =>
  [...Map.groupBy(names, nounOf)]
    .sort(([a, one], [b, other]) => rank(a) - rank(b) || other.length - one.length || a.localeCompare(b))
    .map(([noun]) => noun);

const rank = (noun: string): number => ['op', 'approve', 'hoist'].indexOf(noun) + 1;
