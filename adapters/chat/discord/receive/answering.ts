import type { Answer, Clock, Form, Locale, Log } from '#kit';
import { drawForm } from '../draw/form.ts';
import { modalFaults } from '../limits/modal.ts';
import type { Addressed, Api } from '../send/api.ts';
import { type Drawing, formId } from '../send/drawn.ts';
import { isRefused } from '../send/refused.ts';
import type { Remembered } from '../send/remember.ts';
import type { Interaction } from './wire.ts';

/** The one answer to something that was done, in whatever way is still open. */
export interface Answering {
  say(answer: Answer, locale: Locale): Promise<void>;
}

export interface Ways {
  readonly api: Api;
  readonly drawing: Drawing;
  readonly remembered: Remembered;
  readonly clock: Clock;
  readonly log: Log;
  /** Why its card cannot be where it was begun, or where it is already, should that be far from here. */
  aboutCard(operation: string, locale: Locale): Promise<Extract<Answer, { kind: 'view' }>['view'] | undefined>;
  /** When it is too late for an answer of its own: a message in the channel. */
  inChannel(answer: Answer, locale: Locale): Promise<void>;
}

const types = { message: 4, think: 5, note: 6, update: 7, form: 9 } as const;
const ephemeral = 64;

/** Discord waits three seconds in all, and the way there and back is part of them. */
const soon = 1_500;

/** A little less than the quarter of an hour that Discord gives. */
const tokenLives = 14.5 * 60_000;

/** From now on there is an answer within three seconds: the real one, or that it takes a moment. */
export function answering(
  { did, on }: Pick<Interaction, 'did' | 'on'>,
  to: Addressed,
  { api, drawing, remembered, clock, log, aboutCard, inChannel }: Ways,
): Answering {
  // A message that only this person sees is theirs to be changed; a card belongs to everybody.
  const theirs = on?.onlyTheirs === true;
  const since = clock.now();
  let deferred: Promise<void> | undefined;
  const stopTimer = clock.after(soon, () => {
    deferred = defer();
    deferred.catch(() => undefined);
  });

  const defer = () => (theirs ? api.answer(to, types.note) : api.answer(to, types.think, { flags: ephemeral }));

  async function now(answer: Answer, locale: Locale): Promise<void> {
    if (answer.kind === 'view') {
      const body = await drawing.view(answer.view, locale);
      return theirs
        ? api.answer(to, types.update, body)
        : api.answer(to, types.message, { ...body, flags: body.flags | ephemeral });
    }
    if (answer.kind === 'form') {
      if (did.kind !== 'submit') return showForm(answer.form, locale);
      const body = await drawing.door(answer.form, locale);
      return theirs
        ? api.answer(to, types.update, body)
        : api.answer(to, types.message, { ...body, flags: body.flags | ephemeral });
    }
    const about = await aboutCard(answer.operation, locale);
    if (about) {
      const body = await drawing.view(about, locale);
      return api.answer(to, types.message, { ...body, flags: body.flags | ephemeral });
    }
    // The card itself is the answer: nothing stays beside it.
    if (did.kind === 'press') return api.answer(to, types.note);
    await defer();
    await api.withdraw(to);
  }

  async function showForm(form: Form, locale: Locale): Promise<void> {
    const key = await remembered.keepForm(form);
    const modal = drawForm(form, locale, { customId: formId(key) });
    const faults = modalFaults(modal);
    if (faults.length > 0) log.error({ faults, command: form.command }, 'a form over the limits');
    return api.answer(to, types.form, modal);
  }

  async function later(answer: Answer, locale: Locale): Promise<void> {
    if (answer.kind === 'view') return api.change(to, await drawing.view(answer.view, locale));
    if (answer.kind === 'form') {
      const body = await drawing.door(answer.form, locale);
      if (!theirs || did.kind === 'submit') return api.change(to, body);
      return api.follow(to, { ...body, flags: body.flags | ephemeral });
    }
    const about = await aboutCard(answer.operation, locale);
    if (about && !theirs) return api.change(to, await drawing.view(about, locale));
    if (!theirs || did.kind === 'submit') await api.withdraw(to);
  }

  return {
    async say(answer, locale) {
      stopTimer();
      try {
        if (deferred === undefined) return await now(answer, locale);
        await deferred.catch((error: unknown) => {
          if (!isRefused(error, 'alreadyAnswered')) throw error;
        });
        // A dead token is not even tried: Discord bans who is refused too often.
        if (clock.now() - since > tokenLives) return await inChannel(answer, locale);
        await later(answer, locale);
      } catch (error) {
        // It has been answered: by a call whose reply was lost on its way.
        if (isRefused(error, 'alreadyAnswered')) return;
        log.warn({ err: error }, 'an interaction could not be answered in its own way');
        await inChannel(answer, locale);
      }
    },
  };
}
