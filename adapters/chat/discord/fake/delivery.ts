import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { surroundings } from './guild-wire.ts';
import { acknowledge, callbacks } from './interactions.ts';
import type { Scene } from './scene.ts';
import { loading } from './wire.ts';
import type { Channel, Interaction, Json, Message, Modal, User } from './world.ts';

const kindOf = {
  [callbacks.message]: 'message',
  [callbacks.think]: 'thinking',
  [callbacks.note]: 'noted',
  [callbacks.update]: 'update',
  [callbacks.choices]: 'choices',
  [callbacks.modal]: 'modal',
} as const;

/** What a person got for a command, a press or a form. */
export interface Reply {
  readonly interaction: Interaction;
  /** `nothing` is "The application did not respond". */
  readonly kind: (typeof kindOf)[keyof typeof kindOf] | 'nothing';
  /** The answer, or the message that was pressed on. */
  readonly message?: Message;
  readonly choices: readonly { readonly name: string; readonly value: string | number }[];
  readonly modal?: Modal;
  /** The message once it no longer thinks; of a press that was only noted, once it is edited. */
  settled(): Promise<Message>;
}

export interface Given {
  readonly type: Interaction['type'];
  readonly user: User;
  readonly channel: Channel;
  readonly locale?: string;
  readonly data: Json;
  readonly message?: Message;
  readonly modal?: Modal;
  /** The message as it is sent along. */
  readonly shown?: Json;
}

const choices = z.array(z.object({ name: z.string(), value: z.union([z.string(), z.number()]) }));

/** Hands an interaction over to the bot, by the gateway or by its endpoint, and waits for what comes of it. */
export function openDelivery(scene: Scene, endpoint: Endpoint, extra: Json) {
  const { world, now, watch, gateway, limits } = scene;

  /** True when it is plain that no answer will come. */
  const hand = async (interaction: Interaction): Promise<boolean> => {
    if (endpoint.url === undefined) {
      gateway.dispatch('INTERACTION_CREATE', () => interaction.payload);
      return false;
    }
    // An endpoint that cannot be reached is one that does not answer.
    const answered = await endpoint.deliver(interaction.payload).catch(() => undefined);
    // After a 202 without a body the callback comes by REST.
    if (answered?.status === 202) return false;
    if (answered?.status !== 200 || !answered.body || isLate(interaction)) return true;
    acknowledge(scene, interaction, answered.body, []);
    return false;
  };
  const isLate = ({ at }: Interaction) => now() - at >= limits.answerWithin;

  return {
    async send(given: Given): Promise<Reply> {
      const { type, user, channel, data, message, modal } = given;
      const id = world.id();
      const token = Buffer.from(`interaction:${id}:${world.application}`).toString('base64url');
      const payload = {
        id,
        token,
        type,
        data,
        ...(given.shown ? { message: given.shown } : {}),
        ...surroundings(world, user, channel, given.locale ?? user.locale),
        ...extra,
      };
      const interaction: Interaction = {
        ...{ id, token, type, user, channel, payload, at: now(), followups: [] },
        ...(message ? { message } : {}),
        ...(modal ? { modal } : {}),
      };
      world.interactions.set(token, interaction);
      const edits = message?.edits ?? 0;
      let silent = false;
      const handed = hand(interaction).then((none) => {
        silent = none;
        watch.changed();
      });
      const answered = watch.until(() => interaction.callback !== undefined || silent || isLate(interaction));
      // An answer that breaks a rule is the test's to hear of.
      await Promise.race([answered, handed.then(() => answered)]);
      return replyTo(interaction, edits);
    },
    /** The same event once more, as it happens. */
    again: (interaction: Interaction) => void hand(interaction),
  };

  function replyTo(interaction: Interaction, edits: number): Reply {
    const { callback } = interaction;
    // The callback was let in only as one of these.
    const type = callback?.type as keyof typeof kindOf | undefined;
    const form = type === callbacks.modal ? world.modals.get(interaction.user.id) : undefined;
    return {
      interaction,
      kind: type === undefined ? 'nothing' : kindOf[type],
      choices: type === callbacks.choices ? choices.parse(callback?.data.choices) : [],
      ...(interaction.original ? { message: interaction.original } : {}),
      ...(form ? { modal: form } : {}),
      settled: () =>
        watch.until(() => {
          const { original } = interaction;
          const waits = type === callbacks.note && original?.edits === edits;
          return original && !loading(original) && !waits ? original : undefined;
        }),
    };
  }
}
