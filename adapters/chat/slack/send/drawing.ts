import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { Form, Locale, Log, Memory, View } from '#kit';
import { drawAsking } from '../draw/asking.ts';
import { drawClassic } from '../draw/classic.ts';
import { drawForm, drawLoading, drawNotice } from '../draw/form.ts';
import { drawHome } from '../draw/home.ts';
import { drawMessage, type Message } from '../draw/message.ts';
import type { Write } from '../draw/room.ts';
import { messageFaults } from '../limits/message.ts';
import { homeFaults, modalFaults } from '../limits/surface.ts';
import type { Buttons } from './buttons.ts';
import { refusalOf } from './failures.ts';

/** A message that can be sent: in Slack's newest blocks, and in older ones where it refuses those. */
export type Sending = <T>(send: (message: Message) => Promise<T>) => Promise<T>;

/** Draws what is sent, and sees to it that Slack takes it. */
export interface Drawing {
  view(view: View, locale: Locale): Sending;
  /** A message with a button that opens the form kept under that id. */
  asking(form: Form, id: string, locale: Locale): Sending;
  form(form: Form, locale: Locale, privateMetadata: string): types.ModalView;
  loading(locale: Locale): types.ModalView;
  notice(view: View, locale: Locale): Promise<types.ModalView>;
  home(views: readonly View[], locale: Locale): Promise<types.HomeView>;
}

interface Options {
  readonly memory: Memory;
  readonly buttons: Buttons;
  readonly now: () => number;
  readonly log: Log;
  /** In tests: whatever breaks a limit is an error instead of a shorter message. */
  readonly strict: boolean;
}

/** Slack brings new blocks to one workspace after the other, so a refusal does not hold for ever. */
const refusedFor = 24 * 3_600_000;
const newBlocks: ReadonlySet<string> = new Set(['plan', 'task_card', 'table', 'data_table']);
const kept = z.object({ until: z.number() });

export function createDrawing({ memory, buttons, now, log, strict }: Options): Drawing {
  let classicUntil: number | undefined;

  async function onlyClassic(): Promise<boolean> {
    classicUntil ??= kept.safeParse(await memory.get('classic')).data?.until ?? 0;
    return classicUntil > now();
  }

  async function remember(): Promise<void> {
    classicUntil = now() + refusedFor;
    log.warn({}, 'this workspace does not take the newest blocks yet');
    await memory.put('classic', { until: classicUntil });
  }

  /** Nothing is sent that Slack would refuse: in production what is left is the next shorter way of saying it. */
  function within<T>(what: string, drawn: T, faults: (drawn: T) => readonly string[], shorter: () => T): T {
    const found = faults(drawn);
    if (found.length === 0) return drawn;
    if (strict) throw new Error(`Slack would refuse this ${what}: ${found.join('; ')}`);
    log.error({ what, faults: found }, 'drawn beyond a limit of Slack');
    return shorter();
  }

  async function penned<T>(draw: (write: Write) => T): Promise<T> {
    const pen = buttons.pen();
    const drawn = draw(pen.write);
    await pen.saved();
    return drawn;
  }

  const textOnly = ({ text }: Message): Message => ({ text, blocks: [] });

  const classic = async (view: View, locale: Locale): Promise<Message> => {
    const drawn = await penned((write) => drawClassic(view, locale, write));
    return within('message', drawn, messageFaults, () => textOnly(drawn));
  };

  const modern = async (view: View, locale: Locale): Promise<Message> => {
    const drawn = await penned((write) => drawMessage(view, locale, write));
    if (messageFaults(drawn).length > 0 && !strict) return classic(view, locale);
    return within('message', drawn, messageFaults, () => drawn);
  };

  async function send<T>(view: View, locale: Locale, send: (message: Message) => Promise<T>): Promise<T> {
    const first = (await onlyClassic()) ? await classic(view, locale) : await modern(view, locale);
    try {
      return await send(first);
    } catch (error) {
      if (!wantsLess(error)) throw error;
      log.warn({ refused: refusalOf(error) }, 'blocks refused, sent in older ones');
    }
    const second = await classic(view, locale);
    try {
      const sent = await send(second);
      if (first.blocks.some(({ type }) => newBlocks.has(type))) await remember();
      return sent;
    } catch (error) {
      if (!wantsLess(error)) throw error;
      return send(textOnly(second));
    }
  }

  return {
    view: (view, locale) => (way) => send(view, locale, way),
    asking(form, id, locale) {
      const drawn = drawAsking(form, id, locale);
      const message = within('message', drawn, messageFaults, () => textOnly(drawn));
      return (way) => way(message);
    },
    form(form, locale, privateMetadata) {
      const drawn = drawForm(form, locale, { privateMetadata });
      return within('form', drawn, modalFaults, () => drawLoading(locale));
    },
    loading: drawLoading,
    async notice(view, locale) {
      const drawn = await penned((write) => drawNotice(view, locale, write));
      return within('notice', drawn, modalFaults, () => drawLoading(locale));
    },
    async home(views, locale) {
      const drawn = await penned((write) => drawHome(views, locale, write));
      return within('home', drawn, homeFaults, () => ({ type: 'home', blocks: [] }));
    },
  };
}

const tooMuch: ReadonlySet<string> = new Set(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long']);
const wantsLess = (error: unknown): boolean => tooMuch.has(refusalOf(error) ?? '');
