import type { Access } from '../access/access.ts';
import type { Audit } from '../audit/audit.ts';
import type { Cloud } from '../cloud.ts';
import type { Files } from '../files.ts';
import type { Log } from '../log.ts';
import type { People } from '../people.ts';
import type { Store } from '../store.ts';
import type { Begins } from './begins.ts';
import type { Part, TalkedIn } from './checkup.ts';
import type { Catalogue, Settings } from './command.ts';
import type { Lately } from './lately.ts';
import type { Names } from './names.ts';

/** What all turns have in common. */
export interface Office {
  readonly commands: Catalogue;
  readonly access: Access;
  readonly audit: Audit;
  readonly engine: Begins;
  readonly clouds: readonly Cloud[];
  readonly store: Store;
  readonly files: Files;
  readonly version: string;
  readonly now: () => number;
  readonly log: Log;
  readonly settings: Settings;
  readonly names: Names;
  readonly people: People;
  readonly lately: Lately;
  /** Where people can talk to this process. */
  readonly chats?: readonly TalkedIn[];
  /** What can be looked at besides. */
  alsoChecks?(): Promise<readonly Part[]>;
}
