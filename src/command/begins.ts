import type { OperationsDesk } from '../engine/desk.ts';
import type { Engine } from '../engine/engine.ts';

/** What the command layer needs of the engine. */
export type Begins = Pick<Engine, keyof OperationsDesk | 'begin' | 'refuseLocked' | 'plan' | 'watch'>;
