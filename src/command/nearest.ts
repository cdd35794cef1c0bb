/** The candidates most like `typed`, best first; none when nothing is near. */
export const nearest = (typed: string, candidates: readonly string[], most = 3): readonly string[] =>
  near(typed, candidates)
    .slice(0, most)
    .map(({ candidate }) => candidate);

/** Only those than which none is nearer: what can be run at a press is not guessed loosely. */
export function closest(typed: string, candidates: readonly string[]): readonly string[] {
  const found = near(typed, candidates);
  return found.filter(({ away }) => away === found[0]?.away).map(({ candidate }) => candidate);
}

function near(typed: string, candidates: readonly string[]) {
  const wanted = typed.toLowerCase();
  const far = wanted.length <= 3 ? 1 : Math.max(2, Math.floor(wanted.length / 3));
  return candidates
    .map((candidate) => ({ candidate, away: distance(wanted, candidate.toLowerCase(), far) }))
    .filter(({ away }) => away <= far)
    .sort((a, b) => a.away - b.away || a.candidate.localeCompare(b.candidate));
}

/** One letter wrong, missing, too many or swapped; or only the beginning was typed. */
export const isSlip = (typed: string, meant: string): boolean =>
  distance(typed.toLowerCase(), meant.toLowerCase(), 1) === 1;

/** Damerau-Levenshtein (neighbours swapped count once); a beginning of the candidate is as near as one letter. */
function distance(a: string, b: string, far: number): number {
  if (a === b) return 0;
  if (a.length >= 2 && b.startsWith(a)) return 1;
  if (Math.abs(a.length - b.length) > far) return far + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, before[j - 2]! + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}
