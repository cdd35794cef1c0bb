import {
  type Answer,
  becauseOf,
  createUnderWay,
  type Desk,
  type Heard,
  type Inbox,
  Inherited,
  type Locale,
  untilAborted,
} from '#kit';
import type { Addressed } from '../send/api.ts';
import { answering, type Ways } from './answering.ts';
import type { Access } from './gateway.ts';
import { type KeptEvent, keptEvent, withoutSecrets } from './kept-event.ts';
import { localeOf, personOf, placeOf } from './people.ts';
import { suggest } from './suggest.ts';
import { inThread } from './threads.ts';
import { refill, strange, understand, unkept } from './understand.ts';
import type { By, Voice } from './voice.ts';
import { type Answerable, type Interaction, readInteraction, readWords, type Words } from './wire.ts';

/** Everything that people do and say in Discord goes through here to the desk, once, and comes to an answer. */
export interface Hearing {
  /** Resolves when it is safe on the disk: from then on Discord may be told that it arrived. */
  interaction(payload: unknown): Promise<void>;
  message(payload: unknown): Promise<void>;
  /** What a process before this one took and did not finish; asked before anything new is heard. */
  unfinished(): Promise<Unfinished>;
  /** And what any other leaves that dies from now on. */
  takeUp(events: Unfinished): void;
  /** Hears nothing new, and takes up nothing of others. */
  rest(): void;
  /** Resolves when everything that was heard has been dealt with. */
  quiet(): Promise<void>;
}

type Unfinished = readonly (readonly [id: string, event: KeptEvent | undefined])[];

interface Parts extends Omit<Ways, 'aboutCard' | 'inChannel'> {
  readonly desk: Desk;
  readonly inbox: Inbox;
  readonly access: Access & { readonly bot: () => string | undefined };
  readonly voice: Voice;
  readonly signal: AbortSignal;
}

const ephemeral = 64;
const types = { message: 4, choices: 8, typing: 4 } as const;

export function createHearing(parts: Parts): Hearing {
  const { desk, inbox, access, voice, remembered, api, drawing, log, signal } = parts;
  /** What goes on after it is safe; a fault in it is ours and ends nothing else. */
  const underWay = createUnderWay((error) => {
    if (error instanceof Inherited) log.info({}, 'another process answers, which took this one for dead');
    else if (!signal.aborted) log.error({ err: error }, 'something that was heard came to no answer');
  });

  let resting = false;
  let stopWatching = () => {};

  async function interaction(payload: unknown): Promise<void> {
    if (resting) return;
    const read = readInteraction(payload);
    if (!read) return log.debug({}, 'an interaction that no person could have made');
    if ('strange' in read) return underWay.begin(shrug(read.strange));
    const to = { application: read.application, id: read.id, token: read.token };
    if (read.did.kind === 'typing') return underWay.begin(suggest(read, to, { ...parts }));
    const { did } = read;
    await becauseOf(idOf(read), () =>
      act(read, did, to).catch((error: unknown) => {
        log.error({ err: error }, 'an event was not taken in');
        underWay.begin(refuse(to, unkept, localeOf(read.locale)));
      }),
    );
  }

  async function act(read: Interaction, did: Exclude<Interaction['did'], { kind: 'typing' }>, to: Addressed) {
    const { locale, guild, channel, thread, allowed } = read;
    const by = { guild, channel: thread ?? channel, allowed };
    const common = { ...whoAndWhere(read), locale: localeOf(locale) };
    const understood = await understand(did, remembered);
    const open = 'body' in understood ? understood : undefined;
    const stored = open && { heard: { ...common, body: withoutSecrets(open.body, open.secrets) }, by };
    const incomplete = open?.secrets.length ? { incomplete: true } : {};
    if (!(await inbox.take(common.id, stored && { ...stored, ...incomplete })))
      return log.debug({ event: common.id }, 'heard before');
    const heard = { ...common, body: open?.body ?? { words: '' } };
    const reply = answering(read, to, {
      ...parts,
      aboutCard: (operation, language) => voice.aboutCard(operation, language, by),
      inChannel: (answer, language) => voice.inChannel(answer, heard, language, by),
    });
    underWay.begin(
      (async () => {
        if (locale !== undefined) await remembered.keepLanguage(read.user, locale);
        const answer = 'answer' in understood ? understood.answer(common.locale) : await hear(heard, by);
        await reply.say(answer, answer.locale ?? common.locale);
        await inbox.done(common.id);
      })(),
    );
  }

  async function message(payload: unknown): Promise<void> {
    if (resting) return;
    const bot = access.bot();
    const read = bot === undefined ? { ignored: 'not connected yet' } : readWords(payload, bot);
    if ('ignored' in read) return log.debug({ why: read.ignored }, 'a message is not heard');
    await becauseOf(idOf(read), () =>
      hearWords(read).catch((error: unknown) => log.error({ err: error }, 'an event was not taken in')),
    );
  }

  async function hearWords(read: Words): Promise<void> {
    const there = await inThread(read, access, api);
    const locale = localeOf((await remembered.language(read.user)) ?? languageOf(read));
    // The bot's name alone is a question, too.
    const words = read.content === '' ? 'hoist help' : read.content;
    const heard: Heard = { ...whoAndWhere(there), locale, body: { words } };
    const by = { guild: read.guild, channel: there.thread ?? there.channel };
    if (!(await inbox.take(heard.id, { heard, by, replyTo: read.id })))
      return log.debug({ event: heard.id }, 'heard before');
    underWay.begin(answerWords(heard, { ...by, replyTo: read.id }));
  }

  async function answerWords(heard: Heard, how: Parameters<Voice['inChannel']>[3]): Promise<void> {
    const stopTimer = parts.clock.after(shortly, () => void api.typing(how.channel).catch(() => undefined));
    const answer = await hear(heard, how).finally(stopTimer);
    await voice.inChannel(answer, heard, answer.locale ?? heard.locale, how);
    await inbox.done(heard.id);
  }

  async function hear(heard: Heard, by: By): Promise<Answer> {
    if (by.guild !== undefined) await remembered.keepChannel(heard.where.channel);
    const answer = await untilAborted(desk.hear(heard, signal), signal);
    // What was cut short stays in the inbox: the next process does it again, and what it began is begun once.
    signal.throwIfAborted();
    if (!(await inbox.isMine(heard.id))) throw new Inherited();
    if (answer.kind === 'began') await remembered.keepBeganBy(answer.operation, heard.who.account ?? heard.who.id);
    return answer;
  }

  const languageOf = ({ guild }: Words) => (guild === undefined ? undefined : access.languageOf(guild));

  function whoAndWhere(by: Words | Interaction): Pick<Heard, 'id' | 'who' | 'where'> {
    return { id: idOf(by), who: personOf(by, access.application()), where: placeOf(by) };
  }

  function shrug({ id, token, type }: Answerable): Promise<void> {
    const to = { application: access.application(), id, token };
    if (type === types.typing) return api.answer(to, types.choices, { choices: [] });
    return refuse(to, strange, 'en');
  }

  async function refuse(to: Addressed, answer: typeof strange, locale: Locale): Promise<void> {
    const body = await drawing.view(answer(locale).view, locale);
    await api.answer(to, types.message, { ...body, flags: body.flags | ephemeral });
  }

  async function unfinished(): Promise<Unfinished> {
    const left = await inbox.left();
    return left.map(([id, event]) => [id, keptEvent.safeParse(event).data]);
  }

  async function takeUp(id: string, event: KeptEvent | undefined): Promise<void> {
    if (event) {
      const { heard, by, replyTo, incomplete } = event;
      const answer = incomplete ? refill(heard.locale) : await hear(heard, by);
      const how = { ...by, ...(replyTo === undefined ? {} : { replyTo }) };
      await voice.inChannel(answer, heard, answer.locale ?? heard.locale, how);
    }
    await inbox.done(id);
  }

  function takeUpAll(events: Unfinished): void {
    for (const [id, event] of events) becauseOf(id, () => underWay.begin(takeUp(id, event)));
  }

  return {
    interaction,
    message,
    unfinished,
    takeUp(events) {
      takeUpAll(events);
      stopWatching = inbox.watch(() => underWay.begin(unfinished().then(takeUpAll)));
    },
    rest() {
      resting = true;
      stopWatching();
    },
    quiet: underWay.idle,
  };
}

const shortly = 1_500;

const idOf = ({ id }: { readonly id: string }): string => `discord:${id}`;
