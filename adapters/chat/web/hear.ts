import { type Answer, type Desk, type Form, holdsSecret, type Locale, type View } from '#kit';
import type { Messages } from './messages.ts';
import { channelOf, personOf } from './people.ts';
import type { Hearing } from './wire.ts';

/** What the page is told at once; what everyone sees comes to it as messages. */
export type Reply = {
  /** What Hoist speaks with this person: the page speaks it too. */
  readonly locale: Locale;
} & (
  | { readonly kind: 'began' }
  | { readonly kind: 'view'; readonly ok: boolean; readonly view: View }
  | { readonly kind: 'form'; readonly form: Form; readonly id: string }
);

/** Brings what the page sent to the desk, and keeps what was said and answered. */
export function hears(messages: Messages, desk: Desk, signal: AbortSignal): (asked: Hearing) => Promise<Reply> {
  const replies = new Map<string, Promise<Reply>>();

  async function hear(asked: Hearing): Promise<Reply> {
    const { id, body, thread } = asked;
    const pressed = asked.under === undefined ? undefined : messages.get(asked.under);
    const who = personOf(asked.who);
    const channel = channelOf(asked.room, asked.who);
    const common = { channel, thread };
    const said = { ...common, id: `said:${id}`, from: who, body };
    // Words are the person's own until they begin something: then everyone may see where it came from.
    if ('words' in said.body) await messages.put({ ...said, body: said.body, only: who.id });
    const where = { chat: 'web', channel, ...(thread === undefined ? {} : { thread }) };
    const answer = await desk.hear({ id: `web:${id}`, who, where, locale: asked.locale, body }, signal);
    const { locale = asked.locale } = answer;
    // The page had it at once, but what was refused for the secret in it is not kept.
    if ('words' in said.body && holdsSecret(answer))
      await messages.put({ ...said, body: { words: '•••' }, only: who.id });
    if ('words' in said.body && answer.kind === 'began') await messages.put({ ...said, body: said.body });
    if ('filled' in body && accepted(answer) && pressed && 'form' in pressed.body)
      await messages.put({ ...pressed, body: { ...pressed.body, filled: true } });
    if (answer.kind === 'began') return { locale, kind: 'began' };
    // An answer to a button takes the place of the answer before it, so that the card does not grow a tail.
    const under = pressed?.under ?? pressed?.id;
    const place = under === undefined ? id : `${under}:${who.id}`;
    const answered = { ...common, id: `answer:${place}`, under, only: who.id };
    if (answer.kind === 'view') {
      // A refused form says why in its dialog; only an accepted one leaves something behind.
      const stays = answer.outcome.ok ? !asked.quiet : !('filled' in body);
      if (stays) await messages.put({ ...answered, body: { view: answer.view } });
      return { locale, kind: 'view', ok: answer.outcome.ok, view: answer.view };
    }
    if ('filled' in body && pressed) return { locale, kind: 'form', form: answer.form, id: pressed.id };
    await messages.put({ ...answered, body: { form: answer.form } });
    return { locale, kind: 'form', form: answer.form, id: answered.id };
  }

  return (asked) => {
    const before = replies.get(asked.id);
    if (before) return before;
    const reply = hear(asked);
    replies.set(asked.id, reply);
    reply.catch(() => replies.delete(asked.id));
    for (const old of [...replies.keys()].slice(0, Math.max(0, replies.size - 500))) replies.delete(old);
    return reply;
  };
}

const accepted = (answer: Answer): boolean => answer.kind === 'began' || (answer.kind === 'view' && answer.outcome.ok);
