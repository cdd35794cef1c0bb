import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Where files are quick: in memory, if this host has a place for that. */
export const quick = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
