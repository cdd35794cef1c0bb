/** The longest beginning that, once written, has at most so many characters; `…` where something is missing. */
export function clip(text: string, most: number, write: (text: string) => string = (same) => same): string {
  // Writing never makes a text shorter by more than a line end, so what is far behind need not be looked at.
  const near = text.slice(0, most * 2 + 2);
  if (near.length === text.length && write(text).length <= most) return write(text);
  const ends = [0, ...[...segmenter.segment(near)].map(({ index, segment }) => index + segment.length)];
  const cut = (at: number) => write(`${near.slice(0, ends[at]).trimEnd()}…`);
  let fits = 0;
  for (let low = 1, high = ends.length - 1; low <= high; ) {
    const middle = (low + high) >> 1;
    if (cut(middle).length <= most) {
      fits = middle;
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  return most < 1 ? '' : cut(fits);
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
