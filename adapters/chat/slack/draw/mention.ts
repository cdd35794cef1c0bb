import type { types } from '@slack/bolt';
import type { Called, View } from '#kit';
import { escaped, oneLine } from './escape.ts';
import { leaf } from './rich.ts';

type Mention = types.RichTextUserMention | types.RichTextUsergroupMention;

/** Whom Slack is to call: people, and its groups by the letter their ids begin with. */
const mentionsOf = ({ ids }: Called): readonly Mention[] =>
  ids.flatMap((id): readonly Mention[] => {
    const [, found] = /^slack:[^:]+:([A-Z0-9]+)$/.exec(id) ?? [];
    if (found === undefined) return [];
    return [found.startsWith('S') ? { type: 'usergroup', usergroup_id: found } : { type: 'user', user_id: found }];
  });

/** Before the title, where a message calls somebody; whom Slack does not know is only named. */
export const mentionLeaves = ({ to = [] }: View): readonly (types.RichTextText | Mention)[] =>
  to.flatMap((called) => {
    const mentions = mentionsOf(called);
    if (mentions.length === 0) return [leaf(`@${oneLine(called.name)} `)];
    return mentions.flatMap((mention) => [mention, leaf(' ')]);
  });

/** The same in mrkdwn, and in the text of a notification. */
export const mentionText = ({ to = [] }: View): string =>
  to
    .flatMap((called) => {
      const mentions = mentionsOf(called).map(marked);
      return mentions.length === 0 ? [escaped(`@${oneLine(called.name)}`)] : mentions;
    })
    .map((each) => `${each} `)
    .join('');

const marked = (mention: Mention): string =>
  mention.type === 'user' ? `<@${mention.user_id}>` : `<!subteam^${mention.usergroup_id}>`;
