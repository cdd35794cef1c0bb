import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own that can really be full. */
export interface SmallDisk {
  readonly dir: string;
  /** Takes all room that is left. */
  fill(): void;
  empty(): void;
  end(): void;
}

/** Undefined where this process may mount nothing. */
export function smallDisk(size: string): SmallDisk | undefined {
  const dir = mkdtempSync(join(tmpdir(), 'hoist-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', dir]).status === 0;
  if (!mounted) {
    rmSync(dir, { recursive: true });
    return undefined;
  }
  const ballast = join(dir, 'ballast');
  return {
    dir,
    fill() {
      const { bavail, bsize } = statfsSync(dir);
      writeFileSync(ballast, Buffer.alloc(bavail * bsize));
    },
    empty: () => rmSync(ballast, { force: true }),
    end() {
      spawnSync('umount', [dir]);
      rmSync(dir, { recursive: true });
    },
  };
}
