import { createHash } from 'node:crypto';
import type { Hasher } from './files.ts';

/** From here on a thread of its own is worth its start and its memory. */
const large = 64 * 1024 * 1024;

/** Hashes bytes that come block by block: many of them beside the thread that everybody waits for. */
export const hasher = (algorithm: string, bytes: number): Hasher => (bytes < large ? here : beside)(algorithm);

function here(algorithm: string): Hasher {
  const hash = createHash(algorithm);
  return {
    async add(bytes) {
      hash.update(bytes);
    },
    digest: async () => hash.digest('hex'),
    close: () => undefined,
  };
}

/** Memory that both threads see is handed over as it is; anything else is copied on the way. */
function beside(algorithm: string): Hasher {
  // Loaded when the first large file comes, not whenever a process starts.
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  const worker = new Worker(new URL('./host-hash-thread.ts', import.meta.url), {
    workerData: algorithm,
    // It makes next to no garbage, so it needs no room to let it lie. What it holds has no limit: a thread that comes to
    // its limit while it starts takes the whole process with it.
    resourceLimits: { maxYoungGenerationSizeMb: 6 },
  });
  const waiting: PromiseWithResolvers<string>[] = [];
  let broken: Error | undefined;
  worker.on('message', (answer: string) => waiting.shift()?.resolve(answer));
  worker.on('error', (error: Error) => {
    broken = error;
    for (const { reject } of waiting.splice(0)) reject(error);
  });
  // Nobody has to wait for it to let the process end.
  worker.unref();

  function ask(what: Uint8Array | 'digest'): Promise<string> {
    if (broken) return Promise.reject(broken);
    const answer = Promise.withResolvers<string>();
    waiting.push(answer);
    // Who began to wait may have left meanwhile.
    answer.promise.catch(() => undefined);
    worker.postMessage(
      typeof what === 'string' || what.buffer instanceof SharedArrayBuffer ? what : new Uint8Array(what),
    );
    return answer.promise;
  }

  return {
    add: async (bytes) => void (await ask(bytes)),
    digest: () => ask('digest'),
    close: () => void worker.terminate(),
  };
}
