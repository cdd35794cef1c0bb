import type { Element } from './blocks.ts';
import { channelName } from './conversation-methods.ts';
import type { Envelope } from './delivery.ts';
import { stateOf } from './form-state.ts';
import type { Channel, Fields, Member, Message, Shown, World } from './model.ts';
import { responseUrl } from './response-url.ts';
import type { Surface } from './surface.ts';
import { trigger, wire } from './views.ts';
import { ids } from './world.ts';

export function slashCommand(world: World, who: Member, channel: Channel, command: string, text: string): Envelope {
  return {
    type: 'slash_commands',
    id: envelopeId(world),
    payload: {
      token: ids.verification,
      team_id: who.team,
      team_domain: ids.domain,
      channel_id: channel.id,
      channel_name: channelName(channel),
      user_id: who.id,
      user_name: who.name,
      command,
      text: escaped(text),
      api_app_id: ids.app,
      is_enterprise_install: 'false',
      response_url: responseUrl(world, { channel: channel.id, user: who.id }),
      trigger_id: trigger(world, who.id),
    },
  };
}

export function event(world: World, inner: Fields): Envelope {
  return {
    type: 'events_api',
    id: envelopeId(world),
    payload: {
      token: ids.verification,
      team_id: ids.team,
      context_team_id: ids.team,
      context_enterprise_id: null,
      api_app_id: ids.app,
      event: inner,
      type: 'event_callback',
      event_id: world.id('Ev'),
      event_time: Math.floor(world.clock.now() / 1_000),
      authorizations: [
        { enterprise_id: null, team_id: ids.team, user_id: ids.botUser, is_bot: true, is_enterprise_install: false },
      ],
      is_ext_shared_channel: false,
      event_context: world.id('4-'),
    },
  };
}

/** A press, or a choice: `chosen` holds what the element's kind adds. */
export function blockAction(world: World, who: Member, at: Surface, of: Element, chosen: Fields): Envelope {
  const { block, action, type, element } = of;
  const { text, placeholder } = element;
  const said = { ...(text !== undefined && { text }), ...(placeholder !== undefined && { placeholder }) };
  return interactive(world, {
    type: 'block_actions',
    user: { id: who.id, username: who.name, name: who.name, team_id: who.team },
    ...common(who),
    ...placed(world, who, at),
    trigger_id: trigger(world, who.id),
    actions: [{ action_id: action, block_id: block, ...said, ...chosen, type, action_ts: world.ts() }],
  });
}

export function blockSuggestion(world: World, who: Member, at: Surface, of: Element, value: string): Envelope {
  const { response_url: _, state: __, ...where } = placed(world, who, at);
  return interactive(world, {
    type: 'block_suggestion',
    user: { id: who.id, name: who.name, team_id: who.team },
    ...common(who),
    ...where,
    action_id: of.action,
    block_id: of.block,
    value,
  });
}

export function viewSubmission(world: World, who: Member, shown: Shown): Envelope {
  return interactive(world, {
    type: 'view_submission',
    user: { id: who.id, username: who.name, name: who.name, team_id: who.team },
    ...common(who),
    trigger_id: trigger(world, who.id),
    view: wire(shown),
    response_urls: [],
  });
}

export function viewClosed(world: World, who: Member, shown: Shown): Envelope {
  return interactive(world, {
    type: 'view_closed',
    user: { id: who.id, username: who.name, name: who.name, team_id: who.team },
    ...common(who),
    view: wire(shown),
    is_cleared: false,
  });
}

export function shortcut(world: World, who: Member, callback: string, on?: Surface & { message: Message }): Envelope {
  const user = { id: who.id, username: who.name, name: who.name, team_id: who.team };
  const asked = {
    ...common(who),
    user,
    callback_id: callback,
    trigger_id: trigger(world, who.id),
    action_ts: world.ts(),
  };
  if (!on) return interactive(world, { type: 'shortcut', ...asked });
  const { channel, message, response_url } = placed(world, who, on);
  return interactive(world, {
    type: 'message_action',
    ...asked,
    channel,
    message,
    response_url,
    message_ts: on.message.ts,
  });
}

const interactive = (world: World, payload: Fields): Envelope => ({
  type: 'interactive',
  id: envelopeId(world),
  payload,
});

const common = (who: Member): Fields => ({
  token: ids.verification,
  api_app_id: ids.app,
  team: { id: who.team, domain: ids.domain },
  // Slack sends the word even where there is no enterprise.
  enterprise: null,
  is_enterprise_install: false,
});

function placed(world: World, who: Member, at: Surface): Fields {
  if ('shown' in at) return { container: { type: 'view', view_id: at.shown.view.id }, view: wire(at.shown) };
  const { channel, message, ephemeral } = at;
  const thread = message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts };
  return {
    container: { type: 'message', message_ts: message.ts, channel_id: channel.id, is_ephemeral: ephemeral, ...thread },
    channel: { id: channel.id, name: channelName(channel) },
    // Of a message that only one person sees Slack sends no more than where it is.
    ...(!ephemeral && { message }),
    state: { values: stateOf(message.blocks ?? []) },
    response_url: responseUrl(world, { channel: channel.id, user: who.id, source: message.ts }),
  };
}

const envelopeId = (world: World) => `00000000-0000-4000-8000-${world.id('').padStart(12, '0').toLowerCase()}`;

/** What a person types arrives with these three as entities. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
