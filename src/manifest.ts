import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Catalogue, Command } from './command/command.ts';
import { allCommands } from './discover.ts';

/** What the bot may do, and what for; Slack shows the list to whoever installs the app. */
const scopes = [
  ['commands', 'Slash commands and the shortcut.'],
  ['chat:write', 'Answers and progress, in the channels it was invited to and in direct messages.'],
  ['app_mentions:read', 'Commands said as "@hoist …": slash commands do not work inside threads.'],
  ['im:history', 'Commands said in its direct messages; finding its own last message there.'],
  ['channels:history', 'Finding its own message after a lost reply, so that nothing is posted twice.'],
  ['groups:history', 'The same in private channels it was invited to.'],
  ['users:read', 'The language of a person, and whether it is a person: no bot and no guest.'],
] as const;

const events = ['app_home_opened', 'app_mention', 'message.im'] as const;

/** The Slack app: one slash command for each noun, with its verbs as the hint. With a `url` Slack calls it over HTTP. */
export async function slackApp(catalogue: Catalogue, url?: string) {
  const commands = await Promise.all(catalogue.names.map((name) => catalogue.load(name)));
  const nouns = Map.groupBy(commands, ({ name }) => name.split(' ')[0] ?? name);
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: { name: 'Hoist', description: 'Start, share, watch and remove virtual machines' },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'hoist', always_online: true },
      // A shortcut is called after the command that it says.
      shortcuts: [
        {
          name: 'New GPU machine',
          type: 'global' as const,
          callback_id: 'gpu start',
          description: 'Fill in a form and start a GPU machine',
        },
      ],
      slash_commands: [...nouns].map(([noun, verbs]) => ({ ...slashCommand(noun, verbs), ...(url ? { url } : {}) })),
    },
    oauth_config: { scopes: { bot: scopes.map(([scope]) => scope) } },
    settings: {
      event_subscriptions: { ...(url ? { request_url: url } : {}), bot_events: [...events] },
      interactivity: { is_enabled: true, ...(url ? { request_url: url, message_menu_options_url: url } : {}) },
      socket_mode_enabled: url === undefined,
      org_deploy_enabled: false,
      token_rotation_enabled: false,
    },
  };
}

/** The same as the file that is pasted at api.slack.com, with a reason beside every scope. */
export async function slackManifest(catalogue: Catalogue, url?: string): Promise<string> {
  const reasons = new Map<unknown, string>(scopes);
  return [
    '# The Slack app. Written by `npm run manifest` from the commands; a test says when it was forgotten.',
    ...(url ? [] : ['# For HTTP instead of Socket Mode: npm run --silent manifest -- --url https://hoist.example.com']),
    ...yaml(await slackApp(catalogue, url), reasons),
    '',
  ].join('\n');
}

/** Where Slack brings everything when the app is called over HTTP. */
export function requestUrl(typed: string): string {
  const { protocol, href } = new URL(typed);
  if (protocol !== 'https:') throw new Error(`Slack calls https only, not ${typed}`);
  return href.endsWith('/slack/events') ? href : `${href.replace(/\/$/, '')}/slack/events`;
}

/** What Slack takes of a description and of a hint, counted in characters. */
const longest = { description: 2_000, hint: 1_000 };

function slashCommand(noun: string, verbs: readonly Command[]) {
  const names = verbs.map((verb) => verb.name.slice(noun.length + 1));
  const about = verbs.map((verb, at) => `${names[at]}: ${verb.about('en')}`).join('; ');
  // The app's own noun takes every other command too, for whoever remembers only one word.
  const umbrella = noun === 'hoist';
  return {
    command: `/${noun}`,
    description: `${umbrella ? 'Any command, such as gpu start; ' : ''}${about}`.slice(0, longest.description),
    usage_hint: [...names, ...(umbrella ? ['gpu start'] : [])].join(' | ').slice(0, longest.hint),
    should_escape: true,
  };
}

type Plain = string | number | boolean | readonly Plain[] | { readonly [key: string]: Plain };

/** Lines of YAML. A JSON string is a YAML string; a reason stands above its line. */
function yaml(value: Plain, reasons: ReadonlyMap<unknown, string>): readonly string[] {
  if (typeof value !== 'object') return [JSON.stringify(value)];
  if (isList(value))
    return value.flatMap((each) => {
      const [first = '', ...rest] = yaml(each, reasons);
      const reason = reasons.get(each);
      return [...(reason ? [`# ${reason}`] : []), `- ${first}`, ...rest.map((line) => `  ${line}`)];
    });
  return Object.entries(value).flatMap(([key, each]) => {
    const lines = yaml(each, reasons);
    return typeof each === 'object' ? [`${key}:`, ...lines.map((line) => `  ${line}`)] : [`${key}: ${lines[0]}`];
  });
}

const isList = (value: object): value is readonly Plain[] => Array.isArray(value);

// `npm run manifest` writes the file; with `--url` it only prints the one for HTTP.
if (import.meta.main) {
  const { url } = parseArgs({ options: { url: { type: 'string' } } }).values;
  const commands = await allCommands();
  if (url === undefined) writeFileSync(join(import.meta.dirname, '../manifest.yml'), await slackManifest(commands));
  else process.stdout.write(await slackManifest(commands, requestUrl(url)));
}
