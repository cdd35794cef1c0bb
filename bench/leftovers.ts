import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders = new Set<string>();
const running = new Set<ChildProcess>();

/** A folder that is gone when the bench is over, however it ends. */
export function scratch(under = tmpdir()): string {
  const folder = mkdtempSync(join(under, 'hoist-bench-'));
  folders.add(folder);
  return folder;
}

export function discard(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  folders.delete(folder);
}

/** A process with a group of its own, so that what it starts ends with it. */
export function begin(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, { ...options, detached: true });
  running.add(child);
  child.once('close', () => running.delete(child));
  return child;
}

export function kill(child: ChildProcess): void {
  try {
    // A negative number names the whole group.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

/** Takes everything away at once; nothing here may wait, since the process is about to end. */
export function tidy(): void {
  for (const child of running) kill(child);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
