import type { types } from '@slack/bolt';
import type { View } from '#kit';
import { escaped, oneLine } from './escape.ts';
import { leaf } from './rich.ts';

/** Whom Slack is to call; nobody for a person of another chat, who is only named. */
const userOf = ({ to }: View): string | undefined => to && /^slack:[^:]+:([A-Z0-9]+)$/.exec(to.account ?? to.id)?.[1];

/** Before the title, where a message calls somebody. */
export function mentionLeaves(view: View): readonly (types.RichTextText | types.RichTextUserMention)[] {
  if (!view.to) return [];
  const user = userOf(view);
  return user === undefined ? [leaf(`@${oneLine(view.to.name)} `)] : [{ type: 'user', user_id: user }, leaf(' ')];
}

/** The same in mrkdwn, and in the text of a notification. */
export function mentionText(view: View): string {
  if (!view.to) return '';
  const user = userOf(view);
  return user === undefined ? `${escaped(`@${oneLine(view.to.name)}`)} ` : `<@${user}> `;
}
