import type { Chat, Person } from '../chat.ts';
import type { Log } from '../log.ts';
import type { Observer } from '../observe/observer.ts';
import type { Head, Lane, Store } from '../store.ts';
import type { Called } from '../view/view.ts';
import type { Clock } from './clock.ts';
import type { Random } from './ids.ts';
import type { Operations } from './late-operations.ts';
import type { Leading } from './leader.ts';
import type { World } from './operation.ts';

export interface EngineOptions {
  readonly store: Store;
  /** All that may be begun or carried here; a function loads them when the first one is needed. */
  readonly operations: Operations;
  readonly world: World;
  /** Chats of this process; operations begun elsewhere are shown by the process that has their chat. */
  readonly chats: readonly Chat[];
  readonly clock?: Clock;
  readonly log?: Log;
  /** Who is told of what is done here; nobody unless it is said. */
  readonly observer?: Observer;
  /** Names this process among those on the same store; no two may have the same. */
  readonly worker?: string;
  readonly random?: Random;
  /** Milliseconds after which another may take over what this process carries, when it dies. */
  readonly lease?: number;
  /** How many operations are carried at once. */
  readonly atOnce?: number;
  /** Clouds that operations here are about: where there are several, none may keep all workers waiting. */
  readonly clouds?: readonly Lane[];
  /** How this process is one of several with the same chats; without it, it speaks in all of them alone. */
  readonly leading?: Leading;
  /** May this process carry it? Others may know what this one does not; all of them unless it is said. */
  carries?(head: Head): boolean;
  /** Who may answer what an operation asks; the one who began it unless it is said. */
  mayAnswer?(head: Head, by: Person): boolean;
  /** Whom a reminder calls, of those who have not agreed yet; nobody unless it is said. */
  asked?(head: Head, agreed: readonly Person[]): readonly Called[];
}
