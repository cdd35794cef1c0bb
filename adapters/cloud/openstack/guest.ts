import { connect } from 'node:net';
import type { Guest } from '#kit';

const patience = 3_000;

/** Somebody answers on SSH when the first bytes that come are those of an SSH server: an open port alone is not enough. */
export const sshGuest = (port = 22): Guest => ({
  answers: (ip, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const socket = connect({ host: ip, port });
      const stop = () => end(() => reject(signal.reason));
      const end = (settle: () => void) => {
        signal.removeEventListener('abort', stop);
        socket.destroy();
        settle();
      };
      signal.addEventListener('abort', stop, { once: true });
      socket.setTimeout(patience, () => end(() => resolve(false)));
      socket.once('data', (first) => end(() => resolve(first.toString('latin1').startsWith('SSH-'))));
      socket.once('error', () => end(() => resolve(false)));
      socket.once('end', () => end(() => resolve(false)));
    }),
});
