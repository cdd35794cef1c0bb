import { shorten } from '#kit';

/** The part of a terminal's stream that is used here; a test gives its own. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** The last lines of a terminal, drawn over in place. */
export interface Screen {
  /** Shows these lines where the ones before stood. Only lines that differ are written, all in one piece. */
  show(lines: readonly string[]): void;
  /** Leaves these lines for good in place of what was shown; what comes next stands below. */
  settle(lines: readonly string[]): void;
  /** Gives the cursor back. */
  close(): void;
}

export function screenOn(out: Output): Screen {
  let shown: readonly string[] = [];
  let hidden = false;

  const replace = (lines: readonly string[], all: boolean, before: string, after: string) => {
    const up = shown.length > 0 ? `\x1b[${shown.length}A` : '';
    const body = lines.map((line, at) => (!all && shown[at] === line ? '\n' : `\r\x1b[2K${line}\n`)).join('');
    // Synchronized update (2026): a terminal that knows it shows the whole change at once, others ignore it.
    out.write(`\x1b[?2026h${before}${up}\r${all ? '\x1b[J' : ''}${body}\x1b[J${after}\x1b[?2026l`);
    shown = lines;
  };

  return {
    show(lines) {
      // A line that wraps, or one above the top edge, could not be reached again.
      const room = Math.max(1, (out.rows ?? 24) - 1);
      const cut = lines.slice(0, room).map((line) => shortenPainted(line, out.columns ?? 80));
      if (hidden && cut.length === shown.length && cut.every((line, at) => line === shown[at])) return;
      replace(cut, false, hidden ? '' : '\x1b[?25l', '');
      hidden = true;
    },
    settle(lines) {
      // In full, with lines that wrap: those below do not stand where they stood.
      replace(lines, true, '', hidden ? '\x1b[?25h' : '');
      shown = [];
      hidden = false;
    },
    close() {
      if (hidden) out.write('\x1b[?25h');
      shown = [];
      hidden = false;
    },
  };
}

/** As `shorten`, for a line with colours in it: a cut line loses its colours rather than a colour its end. */
function shortenPainted(line: string, columns: number): string {
  // The only escapes in a drawn line are our own colours: `visible` has taken all others out.
  const bare = line.replace(/\x1b\[\d+m/g, '');
  const cut = shorten(bare, columns);
  return cut === bare ? line : cut;
}
