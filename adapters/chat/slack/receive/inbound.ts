import type { z } from 'zod';
import { readPress } from '#kit';
import { opensForm } from '../draw/asking.ts';
import { pressed } from '../draw/buttons.ts';
import { fieldOf, formId, readForm } from '../draw/form.ts';
import { fromEvent } from './from-event.ts';
import { readMeta } from './meta.ts';
import type { Said } from './said.ts';
import * as shapes from './shapes.ts';
import { typed } from './typed.ts';

/** What came over the wire, understood. */
export type Inbound =
  | { readonly kind: 'said'; readonly said: Said; readonly submission?: Submission }
  | { readonly kind: 'searched'; readonly search: Search }
  | { readonly kind: 'home'; readonly user: string; readonly team: string; readonly channel: string | undefined }
  /** Of no concern: other events, closed forms, links. */
  | { readonly kind: 'nothing' };

/** A form that was sent: what becomes of it is said in the very reply. */
export interface Submission {
  readonly view: string;
  readonly hash: string;
  readonly trigger: string;
  /** Names of the fields that were shown. */
  readonly fields: readonly string[];
}

/** Somebody types into a field that is searched. */
export interface Search {
  readonly user: string;
  readonly team: string;
  readonly command: string;
  readonly field: string;
  readonly typed: string;
  readonly channel: string | undefined;
}

const nothing: Inbound = { kind: 'nothing' };

/** Reads one payload of Slack; what it does not know is nothing. */
export function readInbound(body: unknown, now: number): Inbound {
  const command = shapes.slashCommand.safeParse(body).data;
  if (command) return fromCommand(command, now);
  const callback = shapes.eventCallback.safeParse(body).data;
  if (callback) return fromEvent(callback, now) ?? nothing;
  const actions = shapes.blockActions.safeParse(body).data;
  if (actions) return fromPress(actions, now);
  const submitted = shapes.viewSubmission.safeParse(body).data;
  if (submitted) return fromForm(submitted, now);
  const searching = shapes.suggestion.safeParse(body).data;
  if (searching) return fromSearch(searching);
  const short = shapes.shortcut.safeParse(body).data;
  return short ? fromShortcut(short, now) : nothing;
}

function fromCommand(heard: z.infer<typeof shapes.slashCommand>, at: number): Inbound {
  const words = `${heard.command.slice(1)} ${typed(heard.text)}`.trim();
  return {
    kind: 'said',
    said: {
      id: `cmd:${heard.trigger_id}`,
      at,
      team: heard.team_id,
      user: heard.user_id,
      from: 'command',
      channel: heard.channel_id,
      body: { words },
      respond: heard.response_url,
      trigger: heard.trigger_id,
    },
  };
}

function fromPress(heard: z.infer<typeof shapes.blockActions>, at: number): Inbound {
  const { user, team, container, view, channel, trigger_id, response_url } = heard;
  // One gesture is one action; a list of several is Slack's form for it.
  const [action] = heard.actions;
  if (!action) return nothing;
  const body = meaningOf(action.action_id, action.value ?? action.selected_option?.value);
  if (!body) return nothing;
  const meta = view ? readMeta(view.private_metadata) : undefined;
  const stands = container.message_ts ?? container.view_id ?? view?.id ?? '';
  // The first message of a thread stands in the channel, and that is where people look while they press.
  const inThread = container.thread_ts !== container.message_ts ? container.thread_ts : undefined;
  const thread = inThread ?? meta?.thread;
  return {
    kind: 'said',
    said: {
      id: `act:${user.id}:${stands}:${action.action_id}:${action.action_ts}`,
      at,
      team: user.team_id ?? team?.id ?? '',
      user: user.id,
      from: 'press',
      channel: channel?.id ?? meta?.channel,
      ...(thread ? { thread } : {}),
      body,
      respond: response_url ?? meta?.respond,
      trigger: trigger_id,
      ...(view ? { surface: { kind: view.type === 'home' ? 'home' : 'modal', view: view.id } } : {}),
      ...(container.is_ephemeral ? { whispered: true } : {}),
    },
  };
}

/** Undefined for what means nothing by itself: a link, a field of a form. */
function meaningOf(action: string, value: string | undefined): Said['body'] | undefined {
  if (action === opensForm) return { opens: value ?? '' };
  if (!action.startsWith(pressed)) return undefined;
  const press = readPress(value ?? '');
  if (!press) return { unknown: true };
  return 'kept' in press ? { kept: press.kept } : { press: { command: press.command, args: { ...press.args } } };
}

function fromForm({ user, team, trigger_id, view }: z.infer<typeof shapes.viewSubmission>, at: number): Inbound {
  const meta = readMeta(view.private_metadata);
  if (view.callback_id !== formId || !meta) return nothing;
  const values = view.state?.values ?? {};
  const args = readForm(values);
  return {
    kind: 'said',
    said: {
      id: `view:${view.id}:${view.hash}`,
      at,
      team: user.team_id ?? team?.id ?? '',
      user: user.id,
      from: 'form',
      channel: meta.channel,
      ...(meta.thread ? { thread: meta.thread } : {}),
      body: { filled: { command: meta.command, args: { ...args } } },
      ...(meta.secrets?.some((name) => args[name] !== undefined) ? { secret: true } : {}),
      respond: meta.respond,
      surface: { kind: 'modal', view: view.id },
    },
    submission: { view: view.id, hash: view.hash, trigger: trigger_id ?? '', fields: fieldsIn(values) },
  };
}

const fieldsIn = (values: unknown): readonly string[] =>
  typeof values === 'object' && values !== null ? Object.keys(values).flatMap((block) => fieldOf(block) ?? []) : [];

function fromSearch({ user, team, block_id, value, channel, view }: z.infer<typeof shapes.suggestion>): Inbound {
  const meta = view ? readMeta(view.private_metadata) : undefined;
  const field = fieldOf(block_id);
  if (!meta || field === undefined) return nothing;
  const search = {
    user: user.id,
    team: user.team_id ?? team?.id ?? '',
    command: meta.command,
    field,
    typed: typed(value),
    channel: channel?.id ?? meta.channel,
  };
  return { kind: 'searched', search };
}

/** A shortcut is called after the command that it says. On a message it is said in the thread of that message. */
function fromShortcut(heard: z.infer<typeof shapes.shortcut>, at: number): Inbound {
  const { user, team, callback_id: command, trigger_id, message } = heard;
  const thread = message?.thread_ts ?? message?.ts;
  return {
    kind: 'said',
    said: {
      id: `cut:${trigger_id}`,
      at,
      team: user.team_id ?? team?.id ?? '',
      user: user.id,
      from: 'shortcut',
      channel: heard.channel?.id,
      ...(thread ? { thread } : {}),
      body: { press: { command, args: {} } },
      respond: heard.response_url,
      trigger: trigger_id,
    },
  };
}
