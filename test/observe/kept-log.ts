import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { openLog } from '../../src/log.ts';

const line = z.looseObject({ msg: z.string(), level: z.string() });

/** A real log in a file, and what is in it. */
export async function keptLog() {
  const folder = mkdtempSync(join(tmpdir(), 'hoist-log-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'hoist.log');
  const log = await openLog({ level: 'debug', file });
  const text = () => readFileSync(file, 'utf8').trimEnd().split('\n');
  return { log, text, lines: () => text().map((each) => line.parse(JSON.parse(each))) };
}
