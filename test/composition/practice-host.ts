import { join } from 'node:path';
import { hostPractice } from '../../adapters/cloud/practice/host.ts';

/** The practice cloud in a process of its own: it can be stopped and goes on, and no bot stands still with it. */
const { HOIST_DATA = '', PRACTICE_SPEED = '1' } = process.env;
await hostPractice({ dir: join(HOIST_DATA, 'practice'), port: 0, speed: Number(PRACTICE_SPEED) });
console.log('ready');
