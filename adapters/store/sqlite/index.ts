import type { Store } from '#kit';
import { claims } from './claims.ts';
import { openDatabase } from './database.ts';
import { journals } from './journals.ts';
import { refuseMoved } from './mark.ts';
import { memory } from './memory.ts';
import { messages } from './messages.ts';
import { offices } from './offices.ts';

/** Everything in one file, safe for several processes at once; `:memory:` for one that leaves nothing. */
export default function sqliteStore(file: string): Store {
  const db = openDatabase(file);
  refuseMoved(db);
  let open = true;
  return {
    ...journals(db),
    ...claims(db),
    ...messages(db),
    ...memory(db),
    ...offices(db),
    async close() {
      if (open) db.close();
      open = false;
    },
  };
}
