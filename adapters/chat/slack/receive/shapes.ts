import { z } from 'zod';

// Of each payload what is used here; whatever else Slack sends, today or later, is let be.

export const slashCommand = z.object({
  command: z.string().startsWith('/'),
  text: z.string().default(''),
  team_id: z.string(),
  user_id: z.string(),
  channel_id: z.string(),
  response_url: z.string().optional(),
  trigger_id: z.string(),
});

export const eventCallback = z.object({
  type: z.literal('event_callback'),
  team_id: z.string(),
  event_id: z.string(),
  event: z.looseObject({ type: z.string() }),
});

export const message = z.object({
  type: z.enum(['app_mention', 'message']),
  user: z.string(),
  text: z.string().default(''),
  ts: z.string(),
  channel: z.string(),
  channel_type: z.string().optional(),
  thread_ts: z.string().optional(),
  subtype: z.string().optional(),
  bot_id: z.string().nullish(),
  edited: z.unknown().optional(),
});

export const homeOpened = z.object({
  type: z.literal('app_home_opened'),
  user: z.string(),
  channel: z.string().optional(),
  tab: z.string().optional(),
});

const who = z.object({ id: z.string(), team_id: z.string().optional() });
const team = z.object({ id: z.string() }).nullish();
const view = z.object({
  id: z.string(),
  type: z.string(),
  hash: z.string().default(''),
  private_metadata: z.string().default(''),
  callback_id: z.string().default(''),
  state: z.object({ values: z.unknown() }).optional(),
});

const action = z.object({
  action_id: z.string(),
  action_ts: z.string(),
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
});

export const blockActions = z.object({
  type: z.literal('block_actions'),
  user: who,
  team,
  trigger_id: z.string().optional(),
  response_url: z.string().optional(),
  channel: z.object({ id: z.string() }).nullish(),
  container: z.object({
    message_ts: z.string().optional(),
    thread_ts: z.string().optional(),
    is_ephemeral: z.boolean().optional(),
    view_id: z.string().optional(),
  }),
  view: view.nullish(),
  actions: z.array(action).min(1),
});

export const viewSubmission = z.object({
  type: z.literal('view_submission'),
  user: who,
  team,
  trigger_id: z.string().optional(),
  view,
});

export const suggestion = z.object({
  type: z.literal('block_suggestion'),
  user: who,
  team,
  block_id: z.string(),
  value: z.string().default(''),
  channel: z.object({ id: z.string() }).nullish(),
  view: view.nullish(),
});

export const shortcut = z.object({
  type: z.enum(['shortcut', 'message_action']),
  callback_id: z.string(),
  user: who,
  team,
  trigger_id: z.string(),
  action_ts: z.string().optional(),
  response_url: z.string().optional(),
  channel: z.object({ id: z.string() }).nullish(),
  message: z.object({ ts: z.string(), thread_ts: z.string().optional() }).nullish(),
});
