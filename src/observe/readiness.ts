import type { Chat } from '../chat.ts';
import type { Clock } from '../engine/clock.ts';
import type { Store } from '../store.ts';
import { inTime, patience } from './in-time.ts';

/** What is ready and what is not, by name: `store`, `chat slack`. */
export interface Readiness {
  readonly ready: boolean;
  readonly parts: Readonly<Record<string, { readonly ok: boolean; readonly why?: string }>>;
}

/** What a process says of itself when it is asked. */
export interface Standing {
  readonly store: Pick<Store, 'counts' | 'unsent' | 'get'>;
  /** The chats of this process. */
  readonly chats: readonly Pick<Chat, 'name' | 'pace' | 'connected'>[];
  /** Whether this process speaks in the chat, where one of several does. */
  leads?(chat: string): boolean;
  /** It stops, and takes nothing on any more. */
  draining(): boolean;
  readonly clock: Clock;
}

/** May work and words be sent here? Read by machines: English, and the same words every time. */
export async function readiness(standing: Standing): Promise<Readiness> {
  const parts: Record<string, { readonly ok: boolean; readonly why?: string }> = {
    process: standing.draining() ? { ok: false, why: 'draining' } : { ok: true },
    store: await storeOf(standing),
  };
  for (const chat of standing.chats) parts[`chat ${chat.name}`] = chatOf(chat, standing);
  return { ready: Object.values(parts).every(({ ok }) => ok), parts };
}

function chatOf({ name, connected }: Standing['chats'][number], { leads }: Standing) {
  // Who stands by is connected to nothing, and that is how it should be.
  if (leads?.(name) === false) return { ok: true, why: 'stands by' };
  return (connected?.() ?? true) ? { ok: true } : { ok: false, why: 'not connected' };
}

async function storeOf({ store, clock }: Standing) {
  try {
    const answered = await inTime(store.get('ready'), clock);
    return answered ? { ok: true } : { ok: false, why: `no answer within ${patience} ms` };
  } catch {
    // What it said may hold an address; the log has it.
    return { ok: false, why: 'fails' };
  }
}
