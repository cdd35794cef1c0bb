import { z } from 'zod';
import { objectsOf, textOf } from './json.ts';
import { edit, post, remove, think } from './messages.ts';
import { invalidForm, refusal } from './refusal.ts';
import type { Asked, Route } from './rest.ts';
import { channelOf, demandForm, type Scene } from './scene.ts';
import { messageOnWire } from './wire.ts';
import { flags, type Interaction, type Json, type Message } from './world.ts';

/** Callback types (developers/interactions/receiving-and-responding), and which may answer which interaction. */
export const callbacks = { message: 4, think: 5, note: 6, update: 7, choices: 8, modal: 9 } as const;
const answersTo: Readonly<Record<Interaction['type'], readonly number[]>> = {
  2: [4, 5, 9],
  3: [4, 5, 6, 7, 9],
  4: [8],
  5: [4, 5, 6, 7],
};

const callback = z.object({ type: z.int(), data: z.record(z.string(), z.unknown()).nullish() });

/** The first answer, and what is said afterwards with the interaction's own token. */
export function interactionRoutes(scene: Scene): readonly Route[] {
  const { world } = scene;
  const open = { rate: 'webhook', open: true } as const;
  return [
    {
      on: 'POST /interactions/:interaction/:token/callback',
      rate: 'none',
      open: true,
      answer({ param, query, body, files }) {
        const interaction = world.interactions.get(param('token'));
        if (interaction?.id !== param('interaction')) throw refusal('unknownInteraction');
        acknowledge(scene, interaction, body, files);
        return query.get('with_response') === 'true' ? receipt(scene, interaction) : undefined;
      },
    },
    {
      on: 'POST /webhooks/:application/:token',
      ...open,
      answer(asked) {
        const interaction = answeredBy(scene, asked);
        const { channel, original } = interaction;
        if (original && original.flags & flags.loading) {
          // "For backwards compatibility": the first words after a thinking take its place.
          edit(scene, channel, original, asked.body, asked.files);
          return messageOnWire(world, original);
        }
        const only = isEphemeral(asked.body) ? { only: interaction.user.id } : {};
        const more = { answers: interaction, ...only };
        const message = post(scene, channel, world.bot, asked.body, asked.files, more);
        interaction.followups.push(message);
        return messageOnWire(world, message);
      },
    },
    {
      on: 'GET /webhooks/:application/:token/messages/:message',
      ...open,
      answer: (asked) => messageOnWire(world, ownMessage(scene, asked)),
    },
    {
      on: 'PATCH /webhooks/:application/:token/messages/:message',
      ...open,
      answer(asked) {
        const message = ownMessage(scene, asked);
        edit(scene, channelOf(scene, message.channel), message, asked.body, asked.files);
        return messageOnWire(world, message);
      },
    },
    {
      on: 'DELETE /webhooks/:application/:token/messages/:message',
      ...open,
      answer(asked) {
        const message = ownMessage(scene, asked);
        remove(scene, channelOf(scene, message.channel), message);
      },
    },
  ];
}

/** The one answer that ends the waiting of three seconds, whichever way it came. */
export function acknowledge(scene: Scene, interaction: Interaction, body: Json, files: readonly Json[]): void {
  if (interaction.callback) throw refusal('alreadyAnswered');
  if (scene.now() - interaction.at >= scene.limits.answerWithin) throw refusal('unknownInteraction');
  const said = callback.safeParse(body);
  if (!said.success) throw invalidForm(['type: this field is required']);
  const { type, data } = said.data;
  const own = interaction.type === 5 && !interaction.message ? [callbacks.message, callbacks.think] : undefined;
  if (!(own ?? answersTo[interaction.type]).includes(type)) {
    throw invalidForm([`type: ${type} does not answer an interaction of type ${interaction.type}`]);
  }
  answer(scene, interaction, type, data ?? {}, files);
  interaction.callback = { type, data: data ?? {} };
}

function answer(scene: Scene, interaction: Interaction, type: number, data: Json, files: readonly Json[]): void {
  const { world } = scene;
  const { channel, user, message } = interaction;
  const only = isEphemeral(data) ? { only: user.id } : {};
  const more = { answers: interaction, type: message ? 19 : 20, ...(message ? { replyTo: message.id } : {}), ...only };
  if (type === callbacks.message) interaction.original = post(scene, channel, world.bot, data, files, more);
  if (type === callbacks.think) {
    if (Number(data.flags ?? 0) & ~flags.ephemeral) throw invalidForm(['flags: only EPHEMERAL is possible here']);
    interaction.original = think(scene, channel, more);
  }
  if ((type === callbacks.note || type === callbacks.update) && message) interaction.original = message;
  if (type === callbacks.update && message?.deleted) throw refusal('unknownMessage');
  if (type === callbacks.update && message) edit(scene, channelOf(scene, message.channel), message, data, files);
  if (type === callbacks.choices) {
    demandForm(Array.isArray(data.choices) ? scene.checks.choices(data.choices) : ['choices: this field is required']);
  }
  if (type === callbacks.modal) {
    demandForm(scene.checks.modal(data));
    if (objectsOf(data.components).length === 0) throw invalidForm(['components: this field is required']);
    const form = {
      user: user.id,
      title: textOf(data.title),
      customId: textOf(data.custom_id),
      data,
      from: interaction,
    };
    world.modals.set(user.id, form);
  }
}

function receipt({ world }: Scene, { id, type, original, callback }: Interaction): Json {
  const ephemeral = original?.only !== undefined;
  const about = original ? { response_message_id: original.id, response_message_ephemeral: ephemeral } : {};
  const loading = callback?.type === callbacks.think;
  const shown = callback?.type === callbacks.message || callback?.type === callbacks.update;
  return {
    interaction: { id, type, ...about, response_message_loading: loading },
    resource: { type: callback?.type, ...(shown && original ? { message: messageOnWire(world, original) } : {}) },
  };
}

/** The interaction of the token, while it is good for something. */
function answeredBy({ world, now, limits }: Scene, { param }: Asked): Interaction {
  const interaction = world.interactions.get(param('token'));
  if (!interaction || param('application') !== world.application) throw refusal('unknownWebhook');
  if (now() - interaction.at >= limits.tokenLives) throw refusal('tokenExpired');
  if (!interaction.callback) throw refusal('unknownWebhook');
  return interaction;
}

function ownMessage(scene: Scene, asked: Asked): Message {
  const { original, followups } = answeredBy(scene, asked);
  const id = asked.param('message');
  const found = id === '@original' ? original : [original, ...followups].find((each) => each?.id === id);
  if (!found || found.deleted) throw refusal('unknownMessage');
  return found;
}

const isEphemeral = (data: Json): boolean => (Number(data.flags ?? 0) & flags.ephemeral) !== 0;
