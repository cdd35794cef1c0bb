import { z } from 'zod';
import { draft, read } from './args.ts';
import { type Element, elementsOf, isFields, optionsOf, wordsOf } from './blocks.ts';
import type { Delivered, Envelope, Outcome } from './delivery.ts';
import { type Filled, fieldNamed, fill, labels, missing } from './form-state.ts';
import { asPerson, check, post } from './messages.ts';
import type { Channel, Fields, Member, World } from './model.ts';
import * as payloads from './payloads.ts';
import { place } from './response-url.ts';
import { blocksOf, fieldsAt, type Where, whereOf } from './surface.ts';
import { respond } from './views.ts';
import { directWith, ids } from './world.ts';

export interface At {
  /** `#general` when not said. */
  readonly channel?: string;
  readonly thread?: string;
}

/** A person in front of Slack. Everything resolves with how the app took it. */
export interface Person {
  readonly id: string;
  slash(command: string, text?: string, at?: At): Promise<Delivered>;
  mention(text: string, at?: At): Promise<Delivered>;
  dm(text: string, at?: Pick<At, 'thread'>): Promise<Delivered>;
  /** By what is written on the button, or by its action_id. */
  press(where: Where, button: string): Promise<Delivered>;
  choose(where: Where, field: string, option: Filled): Promise<Delivered>;
  /** Types into a searchable select; what the app offers can be chosen afterwards. */
  suggest(where: Where, field: string, typed: string): Promise<Delivered & { readonly options: readonly Fields[] }>;
  /** Labels of the fields in the form on top. */
  fields(): readonly string[];
  /** Fills fields of the form on top, by label, action_id or block_id. */
  fill(values: Readonly<Record<string, Filled>>): void;
  submit(values?: Readonly<Record<string, Filled>>): Promise<Delivered>;
  /** Closes the form on top; the app hears of it only when it asked to. */
  cancel(): Promise<Delivered | undefined>;
  openHome(): Promise<Delivered>;
  shortcut(callback: string): Promise<Delivered>;
  shortcutOn(messageTs: string, callback: string): Promise<Delivered>;
}

export function personIn(world: World, id: string, deliver: (envelope: Envelope) => Promise<Delivered>): Person {
  const who = () => world.members.get(id) as Member; // made before the person is handed out, and never removed
  const form = () => {
    const shown = world.modals.get(id)?.at(-1);
    if (!shown) throw new Error(`no form is open before ${id}`);
    return shown;
  };
  const enter = (name = 'C0GENERAL01') => {
    const channel = world.channels.get(name);
    if (!channel) throw new Error(`there is no channel ${name}`);
    channel.members.add(id);
    return channel;
  };
  const say = (channel: Channel, text: string, thread: string | undefined) =>
    post(world, channel, asPerson(world, who(), { text, thread_ts: thread }));
  const act = async (where: Where, of: Element, chosen: Fields) =>
    deliver(payloads.blockAction(world, who(), whereOf(world, id, where), of, chosen));

  return {
    id,
    async slash(command, text = '', at = {}) {
      const channel = enter(at.channel);
      const envelope = payloads.slashCommand(world, who(), channel, command, text);
      // Slack's own client refuses a command typed into a thread.
      if (at.thread !== undefined) return undelivered(envelope, 'not_supported_in_threads');
      if (!world.scopes.includes('commands')) return undelivered(envelope, 'missing_scope');
      const delivered = await deliver(envelope);
      if (delivered.acked) showAnswer(world, channel, id, delivered.body);
      return delivered;
    },
    async mention(text, at = {}) {
      const channel = enter(at.channel);
      const message = say(channel, `<@${ids.botUser}> ${payloads.escaped(text)}`, at.thread);
      const { parent_user_id: _, ...said } = message;
      const happened = payloads.event(world, { ...said, type: 'app_mention', channel: channel.id, event_ts: said.ts });
      const heard = world.scopes.includes('app_mentions:read') && channel.members.has(ids.botUser);
      return heard ? deliver(happened) : undelivered(happened, 'not_subscribed');
    },
    async dm(text, at = {}) {
      const channel = directWith(world, id);
      const said = say(channel, payloads.escaped(text), at.thread);
      const happened = payloads.event(world, { ...said, channel: channel.id, channel_type: 'im', event_ts: said.ts });
      return world.scopes.includes('im:history') ? deliver(happened) : undelivered(happened, 'not_subscribed');
    },
    async press(where, button) {
      const elements = elementsOf(blocksOf(whereOf(world, id, where)));
      const pressed = elements.find(
        ({ type, label, action }) => type === 'button' && (label === button || action === button),
      );
      if (pressed) {
        const { value, style } = pressed.element;
        return act(where, pressed, { ...(value !== undefined && { value }), ...(style !== undefined && { style }) });
      }
      for (const menu of elements.filter(({ type }) => type === 'overflow')) {
        const option = optionsOf(menu.element).find((one) => wordsOf(one.text) === button);
        if (option) return act(where, menu, { selected_option: option });
      }
      throw new Error(`no button "${button}" among ${JSON.stringify(elements.map(({ label }) => label))}`);
    },
    async choose(where, field, option) {
      const at = whereOf(world, id, where);
      const shown = fieldsAt(at, id);
      const element = fill(shown, field, option);
      return act(where, element, shown.state[element.block]?.[element.action] ?? {});
    },
    async suggest(where, field, typed) {
      const at = whereOf(world, id, where);
      const shown = fieldsAt(at, id);
      const element = fieldNamed(shown, field);
      if (!element?.type.endsWith('external_select')) throw new Error(`"${field}" is not a searchable select`);
      if (typed.length < Number(element.element.min_query_length ?? 3))
        throw new Error(`"${typed}" is too short to ask`);
      const delivered = await deliver(payloads.blockSuggestion(world, who(), at, element, typed));
      const options = delivered.acked && isFields(delivered.body) ? optionsOf(delivered.body) : [];
      if (options.length > 100) throw new Error(`${options.length} options, and Slack shows none above 100`);
      shown.offered.set(`${element.block} ${element.action}`, options);
      return { ...delivered, options };
    },
    fields: () => labels(form()),
    fill(values) {
      for (const [name, value] of Object.entries(values)) fill(form(), name, value);
    },
    async submit(values = {}) {
      const shown = form();
      for (const [name, value] of Object.entries(values)) fill(shown, name, value);
      const empty = missing(shown);
      if (empty.length > 0) throw new Error(`Slack does not send a form while these are empty: ${empty.join(', ')}`);
      const delivered = await deliver(payloads.viewSubmission(world, who(), shown));
      if (delivered.acked) respond(world, shown, delivered.body);
      return delivered;
    },
    async cancel() {
      const shown = form();
      world.modals.get(id)?.pop();
      return shown.view.notify_on_close ? deliver(payloads.viewClosed(world, who(), shown)) : undefined;
    },
    async openHome() {
      const home = world.homes.get(id);
      const opened = {
        type: 'app_home_opened',
        user: id,
        channel: directWith(world, id).id,
        tab: 'home',
        event_ts: world.ts(),
        ...(home && { view: home.view }),
      };
      return deliver(payloads.event(world, opened));
    },
    shortcut: async (callback) => deliver(payloads.shortcut(world, who(), callback)),
    async shortcutOn(messageTs, callback) {
      const at = whereOf(world, id, messageTs);
      if (!('message' in at)) throw new Error(`${messageTs} is not a message`);
      return deliver(payloads.shortcut(world, who(), callback, at));
    },
  };
}

const undelivered = (envelope: Envelope, reason: string): Delivered => {
  const outcome: Outcome = { acked: false, reason };
  return { envelope, acked: false, body: undefined, took: 0, attempts: [outcome] };
};

/** What a command is acked with is shown at once, to the person alone unless the app says otherwise. */
function showAnswer(world: World, channel: Channel, user: string, body: unknown): void {
  const said = read(answer, typeof body === 'string' ? { text: body } : isFields(body) ? body : {});
  if (said.text === undefined && said.blocks === undefined) return;
  check(world, said);
  place(world, { channel: channel.id, user, kind: said.response_type }, said);
}

const answer = z.object({ ...draft, response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral') });
