import type { ReceiverEvent } from '@slack/bolt';
import { becauseOf, type Clock, type Inbox, Inherited, type Log, phrases, type UnderWay } from '#kit';
import { type Inbound, readInbound, type Submission } from './inbound.ts';
import { eventOf, type Said, said } from './said.ts';

const say = phrases({
  en: { notKept: 'I could not write down what you asked, so nothing was done. Please try again in a moment.' },
  ru: { notKept: 'Не получилось записать ваш запрос, поэтому ничего не сделано. Повторите чуть позже.' },
  ko: { notKept: '요청을 기록하지 못해 아무것도 실행하지 않았습니다. 잠시 후 다시 시도해 주세요.' },
});

/** The reply to Slack: within three seconds, or the person is told that the app does not answer. */
export type Reply = (body?: unknown) => Promise<void>;

export interface Hearers {
  /** What a person did; everything but a form has had its reply by now. */
  heard(said: Said): Promise<void>;
  /** A form: what becomes of it is the reply. */
  submitted(said: Said, submission: Submission, reply: Reply): Promise<void>;
  searched(search: Extract<Inbound, { kind: 'searched' }>['search'], reply: Reply): Promise<void>;
  homeOpened(home: Extract<Inbound, { kind: 'home' }>): Promise<void>;
}

interface Options {
  readonly inbox: Inbox;
  readonly clock: Clock;
  readonly log: Log;
  readonly work: UnderWay;
  readonly hearers: Hearers;
  readonly signal: AbortSignal;
  /** As much of it as may be kept: no secrets. */
  keepable(said: Said): Said;
  /** The key under which a form counts as sent; undefined when this very sending was refused before. */
  formKey(said: Said, submission: Submission): Promise<string>;
}

/** Of the three seconds; what is left is for the way. */
const replyWithin = 2_500;

export interface Gate {
  take(event: Pick<ReceiverEvent, 'body' | 'ack'>): Promise<void>;
  /** What another process heard and did not finish: one before this one, and any that dies from now on. */
  resume(): Promise<void>;
  /** Takes up nothing of others any more. */
  rest(): void;
}

/**
 * Everything passes here: kept first, then acknowledged, then heard. Bolt's own App would acknowledge events before
 * anybody has kept them, and nothing at all of what it has no listener for.
 */
export function createGate({ inbox, clock, log, work, hearers, keepable, formKey, signal }: Options): Gate {
  async function take({ body, ack }: Pick<ReceiverEvent, 'body' | 'ack'>): Promise<void> {
    const reply = once(ack);
    const inbound = read(body);
    switch (inbound.kind) {
      case 'nothing':
        return reply();
      case 'home':
        await reply();
        return work.begin(hearers.homeOpened(inbound));
      case 'searched':
        return work.begin(hearers.searched(inbound.search, reply));
      case 'said':
        return takeSaid(inbound.said, inbound.submission, reply);
    }
  }

  /** What cannot be read is no reason for Slack to send it again. */
  function read(body: unknown): Inbound {
    try {
      return readInbound(body, clock.now());
    } catch (error) {
      log.warn({ err: error }, 'Slack sent what cannot be read');
      return { kind: 'nothing' };
    }
  }

  async function takeSaid(said: Said, submission: Submission | undefined, reply: Reply): Promise<void> {
    const key = submission ? await formKey(said, submission) : said.id;
    await becauseOf(eventOf(key), () => keepAndHear(key, said, submission, reply));
  }

  async function keepAndHear(key: string, said: Said, submission: Submission | undefined, reply: Reply) {
    // An event that was not kept is sent again; of all else Slack tells the person that nobody answers.
    const hurry = said.from !== 'message' && !submission;
    const stop = clock.after(replyWithin, () => void (hurry && reply()));
    let fresh: boolean;
    try {
      fresh = await inbox.take(key, keepable(said));
    } catch (error) {
      if (said.from === 'message') throw error;
      log.error({ err: error }, 'an event could not be kept');
      return await reply(said.from === 'command' ? { text: say('en').notKept } : undefined);
    } finally {
      stop();
    }
    if (!fresh) return reply();
    const own = { ...said, id: key };
    if (!submission) await reply();
    const hearing = submission ? hearers.submitted(own, submission, reply) : hearers.heard(own);
    work.begin(finished(key, hearing));
  }

  /** What was broken off because the process ends is left to the next one. */
  async function finished(key: string, hearing: Promise<void>): Promise<void> {
    try {
      await hearing;
    } catch (error) {
      if (!(error instanceof Inherited)) throw error;
      log.info({}, 'another process answers, which took this one for dead');
    } finally {
      if (!signal.aborted) await inbox.done(key);
    }
  }

  /** Slack may have gone meanwhile; what was kept is heard all the same. */
  function once(ack: ReceiverEvent['ack']): Reply {
    let replied = false;
    return async (body) => {
      if (replied) return;
      replied = true;
      try {
        await ack(body);
      } catch (error) {
        log.warn({ err: error }, 'Slack could not be told that something was heard');
      }
    };
  }

  async function takeUp(): Promise<void> {
    for (const [key, event] of await inbox.left()) {
      const { data } = said.safeParse(event);
      if (data) becauseOf(eventOf(key), () => work.begin(finished(key, hearers.heard({ ...data, id: key }))));
      else await inbox.done(key);
    }
  }

  let rest = () => {};
  return {
    take,
    async resume() {
      rest = inbox.watch(() => work.begin(takeUp()));
      await takeUp();
    },
    rest: () => rest(),
  };
}
