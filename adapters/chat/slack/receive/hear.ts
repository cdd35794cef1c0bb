import type { types } from '@slack/bolt';
import {
  type Answer,
  type Clock,
  type Desk,
  type Form,
  type Inbox,
  Inherited,
  type Locale,
  type Log,
  type Place,
  type View,
} from '#kit';
import type { Buttons } from '../send/buttons.ts';
import type { Answers } from './answers.ts';
import type { Board } from './board.ts';
import type { Channels } from './channels.ts';
import type { Home } from './home.ts';
import type { Meta } from './meta.ts';
import type { Modals } from './modals.ts';
import type { Offer } from './offer.ts';
import type { Profiles } from './profiles.ts';
import { eventOf, type Said } from './said.ts';
import { type Dismissed, sentence, type Understood, understand } from './understand.ts';
import { words } from './words.ts';

export interface Hearing {
  /** Brings it to the desk, and shows the answer. */
  heard(said: Said): Promise<void>;
  /** Only brings it to the desk. */
  answered(said: Said): Promise<Answered>;
  /** Shows what came of a form that could not be told in the reply. */
  late(said: Said, answered: Answered): Promise<void>;
  view(said: Said, of: Understood, view: View, locale: Locale): Promise<void>;
  /** It began where the person does not look. */
  elsewhere(said: Said, of: Understood, title: string, locale: Locale): Promise<void>;
  metaOf(said: Said, where: Place): Omit<Meta, 'command'>;
}

export type Answered =
  | { readonly understood: Understood; readonly answer: Answer; readonly locale: Locale }
  | { readonly dismissed: Dismissed };

export interface HearingParts {
  readonly desk: Desk;
  readonly profiles: Profiles;
  readonly channels: Channels;
  readonly buttons: Buttons;
  readonly answers: Answers;
  readonly modals: Modals;
  readonly home: Pick<Home, 'show'>;
  readonly board: Board;
  readonly offer: Offer;
  readonly inbox: Pick<Inbox, 'isMine'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** A form that takes longer to be filled is opened empty: what opens it is good for three seconds. */
const patience = 1_000;

export function createHearing(on: HearingParts): Hearing {
  const { desk, inbox, buttons, answers, modals, home, board, offer, clock, signal } = on;

  async function answered(said: Said): Promise<Answered> {
    const understood = await understand(said, on);
    if ('view' in understood) return { dismissed: understood };
    const { who, where, locale, body } = understood;
    if ('opens' in body) {
      const form = await buttons.formOf(body.opens);
      if (!form) return { dismissed: { locale, view: sentence((l) => words(l).stale, locale) } };
      return { understood, answer: { kind: 'form', form }, locale };
    }
    const answer = await desk.hear({ id: eventOf(said.id), who, where, locale, body }, signal);
    if (!(await inbox.isMine(said.id))) throw new Inherited();
    return { understood, answer, locale: answer.locale ?? locale };
  }

  async function heard(said: Said): Promise<void> {
    const answering = answered(said);
    const loading = await loadingFor(said, answering);
    const result = await answering;
    if ('dismissed' in result) {
      const { view, locale } = result.dismissed;
      if (view) await inPlace(said, undefined, view, locale, loading);
      return;
    }
    const { understood, answer, locale } = result;
    if (answer.kind === 'form') return openForm(said, understood.where, answer.form, locale, loading);
    if (answer.kind === 'began') await began(said, understood, answer.view, locale, loading);
    else if (said.surface?.kind === 'home' && board.isAsked(understood.body)) return home.show(said.user, said.team);
    else await inPlace(said, understood, answer.view, locale, loading);
    if (said.surface?.kind === 'home') await home.show(said.user, said.team);
  }

  /** A form is expected and takes its time: it is opened while it is made. */
  async function loadingFor(said: Said, answering: Promise<unknown>): Promise<string | undefined> {
    if (said.trigger === undefined || said.surface?.kind === 'modal' || !offer.mayAsk(said.body)) return undefined;
    const slow = await isSlow(answering, patience, clock);
    if (!slow) return undefined;
    const { locale } = await on.profiles.of(said.user, said.team).catch(() => ({ locale: 'en' as const }));
    return modals.open(said.trigger, modals.loading({}, locale));
  }

  async function openForm(said: Said, where: Place, form: Form, locale: Locale, loading: string | undefined) {
    const view = modals.form(form, metaOf(said, where), locale);
    const before = loading ?? (said.surface?.kind === 'modal' ? said.surface.view : undefined);
    // Whoever has closed it meanwhile does not want it any more.
    if (before !== undefined) return void (await modals.change(before, view));
    if (said.trigger !== undefined && (await modals.open(said.trigger, view)) !== undefined) return;
    await answers.asking(said, where, form, locale);
  }

  /** The engine posts the card; more is said only to whoever would not see it, or still sees what was pressed. */
  async function began(said: Said, of: Understood, view: View, locale: Locale, loading: string | undefined) {
    const { title } = view;
    const here: View = { title, tone: 'plain', blocks: [{ kind: 'text', text: words(locale).begun }] };
    const modal = loading ?? (said.surface?.kind === 'modal' ? said.surface.view : undefined);
    if (modal !== undefined) await showIn(modal, said, of, of.moved ? elsewhere(title, locale) : here, locale);
    else if (of.moved) await answers.view(said, of.where, elsewhere(title, locale), locale);
    else if (said.whispered) await answers.view(said, of.where, here, locale);
  }

  /** Where the person looks: in the form they pressed in, or where they said it. */
  async function inPlace(
    said: Said,
    of: Understood | undefined,
    view: View,
    locale: Locale,
    loading: string | undefined,
  ): Promise<void> {
    const modal = loading ?? (said.surface?.kind === 'modal' ? said.surface.view : undefined);
    if (modal !== undefined && (await showIn(modal, said, of, view, locale))) return;
    if (said.surface?.kind === 'home' && said.trigger !== undefined) {
      const notice = await noticeOf(said, of, view, locale);
      if ((await modals.open(said.trigger, notice)) !== undefined) return;
    }
    await answers.view(said, of?.where ?? placeOf(said), view, locale);
  }

  const noticeOf = (said: Said, of: Understood | undefined, view: View, locale: Locale): Promise<types.ModalView> =>
    modals.notice(view, metaOf(said, of?.where ?? placeOf(said)), locale);

  const showIn = async (modal: string, said: Said, of: Understood | undefined, view: View, locale: Locale) =>
    modals.change(modal, await noticeOf(said, of, view, locale));

  return {
    heard,
    answered,
    metaOf,
    view: (said, of, view, locale) => answers.view(said, of.where, view, locale),
    elsewhere: (said, of, title, locale) => answers.view(said, of.where, elsewhere(title, locale), locale),
    async late(said, result) {
      const modal = said.surface?.view;
      if (modal === undefined) return;
      if ('dismissed' in result) {
        const { view, locale } = result.dismissed;
        if (view) await inPlace(said, undefined, view, locale, modal);
        return;
      }
      const { understood, answer, locale } = result;
      if (answer.kind === 'form') return openForm(said, understood.where, answer.form, locale, modal);
      if (answer.kind === 'began') return began(said, understood, answer.view, locale, modal);
      await inPlace(said, understood, answer.view, locale, modal);
    },
  };
}

const elsewhere = (title: string, locale: Locale): View => ({
  title,
  tone: 'plain',
  blocks: [
    { kind: 'text', text: words(locale).elsewhere },
    { kind: 'note', text: words(locale).invite },
  ],
});

const placeOf = ({ channel, thread, user }: Said): Place => ({
  chat: 'slack',
  channel: channel ?? user,
  ...(thread === undefined ? {} : { thread }),
});

const metaOf = (said: Said, { channel, thread }: Place): Omit<Meta, 'command'> => ({
  channel,
  ...(thread === undefined ? {} : { thread }),
  ...(said.respond === undefined ? {} : { respond: said.respond }),
});

/** Is it not over after so long? */
export async function isSlow(doing: Promise<unknown>, ms: number, clock: Clock): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const stop = clock.after(ms, () => late.resolve(true));
  const over = doing.then(
    () => false,
    () => false,
  );
  return Promise.race([over, late.promise]).finally(stop);
}
