import { createServer, connect as dial, type Socket } from 'node:net';
import { join } from 'node:path';

/** A line to a server that loses a reply on demand: what was asked is done there, and nobody here hears of it. */
export interface LossyLine {
  readonly url: string;
  /** The next reply gets lost, and the line with it. Answers when that has happened. */
  loseReply(): Promise<void>;
  close(): Promise<void>;
}

export async function lossyLine(to: string, dir: string): Promise<LossyLine> {
  const url = join(dir, 'lossy');
  const sockets = new Set<Socket>();
  let losing: (() => void) | undefined;
  const server = createServer((near) => {
    const far = dial(to);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    near.pipe(far);
    far.on('data', (reply) => {
      if (!losing) return void near.write(reply);
      near.destroy();
      losing();
      losing = undefined;
    });
  });
  await new Promise<void>((resolve) => server.listen(url, resolve));
  return {
    url,
    loseReply: () =>
      new Promise((resolve) => {
        losing = resolve;
      }),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
