import { directWith } from './channel-routes.ts';
import type { Given, Reply } from './delivery.ts';
import { type Filled, submissionOf } from './forms.ts';
import { textOf } from './json.ts';
import { post } from './messages.ts';
import { componentsIn } from './reading.ts';
import type { Scene } from './scene.ts';
import { slashData, typedData, type Values } from './slash.ts';
import { messageOnWire } from './wire.ts';
import { type Channel, type Json, kinds, type Message, type User } from './world.ts';

export type Named = string | { readonly id: string };

/** Who does it and where; the first person and the first channel where nothing is said. */
export interface By {
  readonly user?: Named;
  readonly channel?: Named;
  readonly thread?: Named;
  /** `direct` is the channel of two. */
  readonly direct?: true;
  readonly locale?: string;
}

export interface Said {
  readonly message: Message;
  /** The first words of the bot after it: beside it, or in its thread. */
  answer(): Promise<Message>;
}

export interface Acts {
  slash(line: string, values?: Values, by?: By): Promise<Reply>;
  /** What is offered for the field `focus` while `values` stand there. */
  autocomplete(line: string, values: Values, by: By & { readonly focus: string }): Promise<Reply>;
  /** By what stands on the button, or by its `custom_id`. */
  press(message: Message, button: string, by?: Pick<By, 'user' | 'locale'>): Promise<Reply>;
  /** By the placeholder or the `custom_id`; the values by what stands there or as they are. */
  select(message: Message, menu: string, values: readonly string[], by?: Pick<By, 'user' | 'locale'>): Promise<Reply>;
  submitModal(filled: Filled, by?: Pick<By, 'user' | 'locale'>): Promise<Reply>;
  say(text: string, by?: By & { readonly mention?: boolean; readonly replyTo?: Message }): Promise<Said>;
}

const types = { button: 2, select: 3 } as const;
const link = 5;

/** What people do, in the shapes that Discord makes of it. */
export function openActs(scene: Scene, send: (given: Given) => Promise<Reply>): Acts {
  const { world, watch } = scene;

  const personOf = (named: Named | undefined): User => {
    const id = typeof named === 'object' ? named.id : named;
    const found = id === undefined ? [...world.users.values()].find((each) => !each.bot) : world.users.get(id);
    if (!found) throw new Error(id === undefined ? 'nobody is here: make a person first' : `there is no person ${id}`);
    return found;
  };
  const placeOf = ({ channel, thread, direct, user }: By): Channel => {
    if (direct) return directWith(scene, personOf(user).id);
    const named = thread ?? channel;
    const id = typeof named === 'object' ? named.id : named;
    const found =
      id === undefined ? [...world.channels.values()].find((each) => each.kind === kinds.text) : world.channels.get(id);
    if (!found) throw new Error(`there is no channel ${id}`);
    return found;
  };
  const awake = (channel: Channel): Channel => {
    if (channel.archived) throw new Error('nobody can use an app in an archived thread');
    return channel;
  };
  const language = ({ locale }: By) => (locale === undefined ? {} : { locale });

  const onMessage = (message: Message, by: By, data: (component: Json) => Json, fits: (component: Json) => boolean) => {
    const user = personOf(by.user);
    if (message.deleted || (message.only !== undefined && message.only !== user.id))
      throw new Error('the message is not there');
    const component = componentsIn(message.components).find(fits);
    if (!component) throw new Error(`there is nothing of that name: ${JSON.stringify(message.components)}`);
    if (component.disabled === true) throw new Error('it is greyed out');
    const channel = awake(placeOf({ channel: message.channel }));
    const shown = messageOnWire(world, message);
    return send({ type: 3, user, channel, ...language(by), data: data(component), message, shown });
  };

  return {
    async slash(line, values = {}, by = {}) {
      const [user, channel] = [personOf(by.user), awake(placeOf(by))];
      return send({ type: 2, user, channel, ...language(by), data: slashData(world, user, channel, line, values) });
    },
    async autocomplete(line, values, by) {
      const [user, channel] = [personOf(by.user), awake(placeOf(by))];
      const data = typedData(world, user, channel, line, values, by.focus);
      return send({ type: 4, user, channel, ...language(by), data });
    },
    async press(message, button, by = {}) {
      const data = ({ custom_id, id }: Json) => ({ custom_id, component_type: types.button, id: id ?? 1 });
      const named = ({ label, custom_id }: Json) => label === button || custom_id === button;
      return onMessage(message, by, data, (each) => each.type === types.button && each.style !== link && named(each));
    },
    async select(message, menu, chosen, by = {}) {
      const data = (component: Json) => {
        const options = componentsIn([component]).flatMap(({ options }) => (Array.isArray(options) ? options : []));
        const values = chosen.map((want) => {
          const option = options.find((each) => each.label === want || each.value === want);
          if (!option) throw new Error(`${menu} offers no ${want}`);
          return textOf(option.value);
        });
        return { custom_id: component.custom_id, component_type: types.select, id: component.id ?? 1, values };
      };
      const named = ({ placeholder, custom_id }: Json) => placeholder === menu || custom_id === menu;
      return onMessage(message, by, data, (each) => each.type === types.select && named(each));
    },
    async submitModal(filled, by = {}) {
      const user = personOf(by.user);
      const modal = world.modals.get(user.id);
      if (!modal) throw new Error(`${user.name} has no form open`);
      const data = submissionOf(modal, filled);
      world.modals.delete(user.id);
      const { channel, message } = modal.from;
      const on = message ? { message, shown: messageOnWire(world, message) } : {};
      return send({ type: 5, user, channel, ...language(by), data, modal, ...on });
    },
    async say(text, by = {}) {
      const [user, channel] = [personOf(by.user), placeOf(by)];
      const content = by.mention ? `<@${world.bot.id}> ${text}` : text;
      const message = post(scene, channel, user, { content }, [], by.replyTo ? { replyTo: by.replyTo.id } : {});
      watch.changed();
      const answer = () => {
        const places = [channel, message.thread].filter((each) => each !== undefined);
        const said = places.flatMap(({ messages }) => [...messages.values()]);
        return said.find(({ id, author }) => author === world.bot.id && BigInt(id) > BigInt(message.id));
      };
      return { message, answer: () => watch.until(answer) };
    },
  };
}
