import { createHash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';

// The thread beside: hashes each block it is handed, in turn, and answers when it needs the block no more.
const hash = createHash(String(workerData));
parentPort?.on('message', (what: Uint8Array | 'digest') => {
  if (what !== 'digest') hash.update(what);
  parentPort?.postMessage(what === 'digest' ? hash.digest('hex') : '');
});
