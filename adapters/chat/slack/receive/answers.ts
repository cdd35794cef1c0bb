import type { Clock, Form, Locale, Log, Pace, Person, Place, View } from '#kit';
import { limits } from '../limits/table.ts';
import type { Buttons } from '../send/buttons.ts';
import { type Client, heeding } from '../send/client.ts';
import type { Drawing, Sending } from '../send/drawing.ts';
import { failureFrom } from '../send/failures.ts';
import { patiently } from '../send/patiently.ts';
import type { Posts } from '../send/posts.ts';
import { respond } from '../send/respond.ts';
import { threadOf } from '../send/spots.ts';
import type { Said } from './said.ts';

/** Shows one person what came of what they did. */
export interface Answers {
  view(said: Said, where: Place, view: View, locale: Locale): Promise<void>;
  /** A button that opens the form: a message can be pressed at any time, and every press opens one form. */
  asking(said: Said, where: Place, form: Form, locale: Locale): Promise<void>;
  /** The same where nobody has just said anything. */
  ask(where: Place, who: Person, form: Form, locale: Locale): Promise<void>;
}

interface Options {
  readonly client: Client;
  readonly drawing: Drawing;
  readonly posts: Posts;
  readonly buttons: Buttons;
  readonly pace: Pace;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

type Way = readonly [name: string, go: (message: Sending) => Promise<unknown>];

export function createAnswers(on: Options): Answers {
  const { client, drawing, posts, buttons, pace, clock, log, signal } = on;
  const whole = 'end' as const;

  const turn = (kind: string, channel: string) => pace.turn({ kind, channel, weight: () => whole }, signal);

  const post = async (where: Place, message: Sending, key: string) => {
    await turn('post', where.channel);
    return posts.post(where, message, key);
  };

  const whisper = async ({ channel, thread }: Place, user: string, message: Sending) => {
    await turn('whisper', channel);
    const ts = threadOf({ chat: 'slack', channel, ...(thread === undefined ? {} : { thread }) })?.ts;
    const at = { channel, user, ...(ts === undefined ? {} : { thread_ts: ts }) };
    await message(({ text, blocks }) =>
      heeding(pace, clock.now, { kind: 'whisper', channel }, () =>
        client.chat.postEphemeral({ ...at, text, blocks: [...blocks] }),
      ),
    );
  };

  /** What was said aloud is answered aloud; a command, a press and a form are between the person and the bot. */
  function ways(said: Said, where: Place): readonly Way[] {
    const { user, respond: url, channel } = said;
    const key = `answer:${said.id}`;
    const direct: Way = ['direct', (message) => post({ chat: 'slack', channel: user }, message, key)];
    if (said.from === 'message') return [['post', (message) => post(where, message, key)], direct];
    const answered = url !== undefined && clock.now() - said.at < limits.time.responseUrl;
    const how = { thread: said.thread, instead: said.whispered === true };
    return [
      ...(answered ? [['respond', (message: Sending) => message((drawn) => respond(url, drawn, how))] as Way] : []),
      ...(channel === undefined || channel === user
        ? []
        : [
            [
              'whisper',
              (message: Sending) =>
                whisper(
                  said.thread ? { ...where, channel, thread: said.thread } : { chat: 'slack', channel },
                  user,
                  message,
                ),
            ] as Way,
          ]),
      direct,
    ];
  }

  async function tell(said: Said, where: Place, message: Sending): Promise<void> {
    let last: unknown;
    for (const [name, go] of ways(said, where)) {
      try {
        // It is said elsewhere only where Slack will not have it here.
        await patiently(() => go(message), { clock, signal });
        return;
      } catch (error) {
        if (signal.aborted) throw error;
        last = error;
        log.warn({ err: failureFrom(error), way: name }, 'an answer could not be shown this way');
      }
    }
    throw last;
  }

  const kept = async (form: Form, id: string, locale: Locale): Promise<Sending> => {
    await buttons.keepForm(id, form);
    return drawing.asking(form, id, locale);
  };

  return {
    view: (said, where, view, locale) => tell(said, where, drawing.view(view, locale)),
    asking: async (said, where, form, locale) => tell(said, where, await kept(form, said.id, locale)),
    async ask(where, who, form, locale) {
      const id = crypto.randomUUID();
      const message = await kept(form, id, locale);
      const user = (who.account ?? who.id).split(':').at(-1) ?? '';
      try {
        await whisper(where, user, message);
      } catch (error) {
        log.info({ err: failureFrom(error) }, 'a form is offered in direct messages instead');
        await post({ chat: 'slack', channel: user }, message, `ask:${id}`);
      }
    },
  };
}
