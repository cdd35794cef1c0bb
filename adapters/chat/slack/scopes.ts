/** What the manifest asks Slack for; `/hoist doctor` names what the token lacks. A test holds the two together. */
export const scopes = [
  'commands',
  'chat:write',
  'app_mentions:read',
  'im:history',
  'channels:history',
  'groups:history',
  'users:read',
] as const;
