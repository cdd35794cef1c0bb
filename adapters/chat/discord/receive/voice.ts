import {
  type Answer,
  type Bid,
  called,
  Failure,
  type Form,
  type Heard,
  type Locale,
  type Pace,
  type Person,
  phrases,
  type View,
} from '#kit';
import { userOf } from '../draw/mention.ts';
import { give, inviteUrl, lacks, missingOf, toSpeak } from '../send/access.ts';
import type { Api } from '../send/api.ts';
import type { Body, Drawing } from '../send/drawn.ts';
import type { Messages } from '../send/messages.ts';
import { isRefused, Unanswered } from '../send/refused.ts';
import type { Remembered } from '../send/remember.ts';
import { spotOf } from '../send/spot.ts';
import type { Access } from './gateway.ts';
import { localeOf } from './people.ts';

/** Answers as messages: to words, and where an interaction has no answer of its own any more. */
export interface Voice {
  inChannel(answer: Answer, heard: Heard, locale: Locale, how: How): Promise<void>;
  /** What is to be said beside the card of an operation: that it cannot be here, or that it is somewhere else. */
  aboutCard(operation: string, locale: Locale, by: By): Promise<View | undefined>;
  /** A form for which nobody has asked just now: a button that opens it. */
  door(channel: string, who: Person, form: Form, key: string): Promise<void>;
}

interface How extends By {
  /** The message that is answered; without one the person is called by name. */
  readonly replyTo?: string;
}

export interface By {
  readonly guild?: string | undefined;
  readonly channel: string;
  /** What the bot may do there, where Discord has said so. */
  readonly allowed?: string | undefined;
}

interface Parts {
  readonly api: Api;
  readonly messages: Messages;
  readonly drawing: Drawing;
  readonly remembered: Remembered;
  readonly access: Access;
  readonly pace: Pace;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

const say = phrases({
  en: {
    there: 'Its message is further up',
    link: (url: string) => `See it: ${url}`,
    direct: 'How it goes you will read in a direct message.',
  },
  ru: {
    there: 'Сообщение об этом — выше',
    link: (url) => `Открыть: ${url}`,
    direct: 'О ходе дела напишу вам в личные сообщения.',
  },
  ko: {
    there: '관련 메시지는 위에 있습니다',
    link: (url) => `보기: ${url}`,
    direct: '진행 상황은 다이렉트 메시지로 알려 드립니다.',
  },
});

/** A card that is older than this has been scrolled away. */
const fresh = 10_000;

/** An answer is tried again, ever more slowly; what comes after a quarter of an hour is no answer any more. */
const firstPause = 1_000;
const longestPause = 8 * 60_000;

export function createVoice(parts: Parts): Voice {
  const { api, messages, drawing, remembered, access, pace, now, signal } = parts;

  async function tell(channel: string, body: Body, key: string, replyTo: string | undefined): Promise<void> {
    const bid: Bid = { kind: 'post', channel, weight: () => 'end' };
    for (let pause = firstPause; ; pause *= 2) {
      await pace.turn(bid, signal);
      try {
        return await messages.say(channel, body, key, replyTo);
      } catch (error) {
        const passes = error instanceof Unanswered || (error instanceof Failure && error.code === 'unavailable');
        if (!passes || pause > longestPause) throw error;
        pace.hold((other) => other === bid, now() + pause);
      }
    }
  }

  async function aboutCard(operation: string, locale: Locale, { guild, channel, allowed }: By) {
    const card = await remembered.sent(`${operation}.card`);
    if (card && now() - card.at > fresh) {
      const spot = spotOf(await remembered.moved(card.ref));
      const url = `https://discord.com/channels/${guild ?? '@me'}/${spot.channel}/${spot.message}`;
      return notice(say(locale).there, say(locale).link(url));
    }
    const missing = missingIn(channel, allowed);
    if (missing.length === 0) return undefined;
    const url = inviteUrl(access.application());
    return notice(lacks(access.nameOf(channel), missing)(locale), `${say(locale).direct} ${give(url)(locale)}`);
  }

  function missingIn(channel: string, allowed: string | undefined) {
    const all = allowed === undefined ? (access.missing(channel) ?? []) : missingOf(BigInt(allowed));
    return all.filter((name) => toSpeak.includes(name));
  }

  return {
    aboutCard,
    async inChannel(answer, heard, locale, how) {
      const channel = heard.where.thread ?? heard.where.channel;
      const to = how.replyTo === undefined ? { to: [called(heard.who)] } : {};
      try {
        const body = await bodyOf();
        if (body) await tell(channel, body, `answer ${heard.id}`, how.replyTo);
      } catch (error) {
        if (!isRefused(error, 'missingAccess', 'missingPermissions', 'unknownChannel')) throw error;
        const user = userOf(heard.who);
        const body = await bodyOf();
        if (user && body) await tell(await api.direct(user), body, `answer ${heard.id}`, undefined);
      }

      async function bodyOf(): Promise<Body | undefined> {
        if (answer.kind === 'form') return drawing.door(answer.form, locale);
        const view = answer.kind === 'view' ? answer.view : await aboutCard(answer.operation, locale, how);
        return view && drawing.view({ ...view, ...to }, locale);
      }
    },
    async door(channel, who, form, key) {
      const user = userOf(who);
      const locale = localeOf(user === undefined ? undefined : await remembered.language(user));
      await tell(channel, await drawing.door(form, locale), key, undefined);
    },
  };
}

const notice = (title: string, text: string): View => ({ title, tone: 'plain', blocks: [{ kind: 'text', text }] });
