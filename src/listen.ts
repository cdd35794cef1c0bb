import type { Chat, Desk } from './chat.ts';
import type { Leaders } from './engine/leader.ts';
import type { Log } from './log.ts';

interface Here {
  readonly leaders: Pick<Leaders, 'first' | 'follow' | 'pass'>;
  readonly desk: Desk;
  readonly log: Log;
}

/** Opens the ears of every chat; answers which of them wait, because they can be there only once and are already. */
export async function listenAll(chats: readonly Chat[], { leaders, desk, log }: Here): Promise<readonly string[]> {
  const waiting: string[] = [];
  for (const chat of chats) {
    if (!chat.once) await chat.listen(desk);
    else if (await leaders.first(chat.name)) await chat.listen(desk).then(() => follow(chat, true));
    else {
      waiting.push(chat.name);
      follow(chat, false);
    }
  }
  return waiting;

  function follow(chat: Chat, listens: boolean): void {
    // One after the other, however fast it changes hands.
    let doing = Promise.resolve();
    const next = (work: () => Promise<void>) => {
      doing = doing.then(work).catch((error: unknown) => {
        log.error({ err: error, chat: chat.name }, 'a chat could not be opened here');
        // As when its port is held by the process that stands still: that one may go on with it.
        leaders.pass(chat.name);
      });
    };
    leaders.follow(chat.name, {
      led: () =>
        next(async () => {
          if (!listens) await chat.listen(desk);
          listens = true;
        }),
      lost: () =>
        next(async () => {
          if (listens) await chat.close();
          listens = false;
        }),
    });
  }
}
