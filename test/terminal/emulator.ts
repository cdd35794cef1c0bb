/** As much of a terminal as Hoist and Node's line editor use: what a person would see at the end. */
export function emulator(columns = 100, rows = 40) {
  let lines: string[] = [''];
  let row = 0;
  let column = 0;
  let cursor = true;
  let writes = 0;
  const at = () => lines[row] ?? '';
  const put = (char: string) => {
    // A line that is full goes on below with the next character, as terminals do.
    if (column >= columns) {
      row += 1;
      column = 0;
      lines[row] ??= '';
    }
    const line = [...at().padEnd(column)];
    line[column] = char;
    lines[row] = line.join('');
    column += 1;
  };
  const obey = (code: string, count: number) => {
    if (code === 'A') row = Math.max(0, row - count);
    else if (code === 'B') row += count;
    else if (code === 'C') column += count;
    else if (code === 'D') column = Math.max(0, column - count);
    else if (code === 'G') column = count - 1;
    else if (code === 'K') lines[row] = '';
    else if (code === 'J') {
      lines[row] = [...at()].slice(0, column).join('');
      lines = lines.slice(0, row + 1);
    } else if (code !== 'm') throw new Error(`the emulator does not know ${JSON.stringify(code)}`);
  };
  return {
    isTTY: true,
    columns,
    rows,
    write(text: string) {
      writes += 1;
      for (let rest = text; rest !== ''; ) {
        const found = /^\x1b\[(\??)(\d*)([A-Za-z])/.exec(rest);
        if (found?.[1] === '?') {
          if (found[2] === '25') cursor = found[3] === 'h';
          rest = rest.slice(found[0].length);
        } else if (found?.[3]) {
          obey(found[3], Number(found[2] || 1));
          rest = rest.slice(found[0].length);
        } else {
          const [char = ''] = rest;
          rest = rest.slice(char.length);
          if (char === '\n') {
            row += 1;
            column = 0;
            lines[row] ??= '';
          } else if (char === '\r') column = 0;
          else put(char);
        }
      }
    },
    /** The text on the screen, without what is blank at the ends. */
    seen: () =>
      lines
        .map((line) => line.trimEnd())
        .join('\n')
        .trimEnd(),
    cursorShown: () => cursor,
    writes: () => writes,
  };
}
