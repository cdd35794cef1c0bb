import { createServer, connect as dial, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A line to a server that is slow, or cut: what was sent meanwhile arrives when it is whole again, as over a network. */
export interface Line {
  readonly url: string;
  /** Everything takes so long, there and back each. */
  slow(ms: number): void;
  cut(): void;
  heal(): void;
  close(): Promise<void>;
}

export async function lineTo(server: string, url: string): Promise<Line> {
  const sockets = new Set<Socket>();
  let delay = 0;
  let whole = Promise.withResolvers<void>();
  whole.resolve();

  /** What comes from one side reaches the other in order, also that it hung up. */
  function lead(from: Socket, to: Socket): void {
    let last: Promise<void> = Promise.resolve();
    const later = (effect: () => void) => {
      const at = performance.now() + delay;
      last = last.then(async () => {
        await whole.promise;
        if (at > performance.now()) await sleep(at - performance.now());
        effect();
      });
    };
    sockets.add(from);
    from.on('data', (bytes: Buffer) => later(() => void to.write(bytes)));
    from.on('error', () => undefined);
    from.on('close', () => {
      sockets.delete(from);
      later(() => void to.end());
    });
  }

  const listening = createServer((near) => {
    const far = dial(server);
    lead(near, far);
    lead(far, near);
  });
  await new Promise<void>((resolve) => listening.listen(url, resolve));
  return {
    url,
    slow(ms) {
      delay = ms;
    },
    cut() {
      whole = Promise.withResolvers();
    },
    heal: () => whole.resolve(),
    async close() {
      whole.resolve();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => listening.close(resolve));
    },
  };
}
