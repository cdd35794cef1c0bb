import type { Readable } from 'node:stream';
import type { Output } from './screen.ts';

export interface Asking {
  /** A line typed by the person; undefined when they pressed Ctrl-C or closed the input. */
  line(question: string, options?: LineOptions): Promise<string | undefined>;
  /** Prints above the question that stands open, if one does. */
  above(lines: readonly string[]): void;
}

interface LineOptions {
  readonly hidden?: true;
  /** Only what is typed after the question was seen is an answer to it; lines pasted before are dropped. */
  readonly fresh?: true;
  /** Lines to go back to, newest first. */
  readonly history?: readonly string[];
  /** What the end of the line could become, and where that end begins. */
  readonly complete?: (line: string) => Promise<readonly [texts: string[], end: string]>;
}

/** Questions on a terminal. Each opens the line editor anew, so that nothing listens to the keys between two questions. */
export function askingOn(input: Readable, output: Output): Asking {
  let open: { prompt(keep: boolean): void } | undefined;
  // Lines that came in one piece with the one that was asked for: somebody pasted them.
  let ahead: string[] = [];
  return {
    async line(question, options = {}) {
      if (options.fresh) ahead = [];
      const pasted = ahead.shift();
      if (pasted !== undefined) {
        output.write(`${question}${options.hidden ? '' : pasted}\n`);
        return pasted;
      }
      const [{ createInterface }, { Writable }] = await Promise.all([import('node:readline'), import('node:stream')]);
      let muted = false;
      const echo = new Writable({
        write(chunk: Buffer, _encoding, done) {
          if (!muted) output.write(chunk.toString());
          done();
        },
      });
      const { complete, history } = options;
      const lines = createInterface({
        input,
        output: Object.assign(echo, { columns: output.columns ?? 80 }),
        terminal: true,
        ...(history ? { history: [...history] } : {}),
        ...(complete
          ? {
              completer: (typed: string, done: (error: null, found: [string[], string]) => void) =>
                // A completion that cannot be had is none: the line stays as it was typed.
                void complete(typed).then(
                  ([texts, end]) => done(null, [texts, end]),
                  () => done(null, [[], typed]),
                ),
            }
          : {}),
      });
      open = lines;
      try {
        const typed = await new Promise<string | undefined>((resolve) => {
          lines.once('SIGINT', () => resolve(undefined));
          lines.once('close', () => resolve(undefined));
          lines.question(question, resolve);
          lines.on('line', (more) => ahead.push(more));
          muted = options.hidden ?? false;
        });
        // What comes next does not stand behind the question that was given up.
        if (typed === undefined || muted) output.write('\n');
        return typed;
      } finally {
        open = undefined;
        lines.close();
      }
    },
    above(lines) {
      output.write(`${open ? '\r\x1b[J' : ''}${lines.map((line) => `${line}\n`).join('')}`);
      open?.prompt(true);
    },
  };
}
