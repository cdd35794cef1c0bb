import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** What this process is called among all that share a store: `chat-1.4711.…`; the rest makes it unmistakable. */
export const processName = (): string => own;

/**
 * Whether a process of that name is gone for certain: it ran beside this one, under the same kernel, and does not any
 * more. Of others nothing can be told; they are gone when they have not been heard of for a while.
 */
export function isGone(name: string): boolean {
  const { pid, home } = read.exec(name)?.groups ?? {};
  if (name === own || pid === undefined || home === undefined || home !== here) return false;
  return Number(pid) === process.pid || !runs(Number(pid));
}

const read = /\.(?<pid>\d+)\.(?<home>\w+)\.\w+$/;

/** The kernel since it started, and what of its processes can be seen from here; `none` where nobody says. */
function homeOf(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
    return createHash('sha256')
      .update(`${boot} ${readlinkSync('/proc/self/ns/pid')}`)
      .digest('hex')
      .slice(0, 8);
  } catch {
    return 'none';
  }
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It is there, and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

const home = homeOf();
const here = home === 'none' ? undefined : home;
const own = [hostname(), process.pid, home, randomBytes(4).toString('hex')].join('.');
