/** How much room each gets of what there is: who needs little gets it all, the others the same. */
export function shares(needs: readonly number[], room: number): readonly number[] {
  const given = needs.map(() => 0);
  let left = room;
  const waiting = needs.map((need, at) => ({ need, at })).sort((a, b) => a.need - b.need);
  waiting.forEach(({ need, at }, n) => {
    const even = Math.floor(left / (waiting.length - n));
    given[at] = Math.min(need, even);
    left -= given[at];
  });
  return given;
}
