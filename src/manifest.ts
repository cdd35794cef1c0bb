import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalogue, Command } from './command/command.ts';
import { allCommands } from './discover.ts';

/** The Slack app as its manifest: one slash command for each noun, with its verbs as the hint. */
export async function slackManifest(catalogue: Catalogue): Promise<string> {
  const commands = await Promise.all(catalogue.names.map((name) => catalogue.load(name)));
  const nouns = Map.groupBy(commands, ({ name }) => name.split(' ')[0] ?? name);
  return [...head, ...[...nouns].flatMap(([noun, verbs]) => slashCommand(noun, verbs)), ...tail, ''].join('\n');
}

const head = [
  '# The Slack app. Written by `npm run manifest` from the commands; a test says when it was forgotten.',
  'display_information:',
  '  name: Hoist',
  '  description: "Start, share, watch and remove virtual machines"',
  'features:',
  '  bot_user:',
  '    display_name: hoist',
  '    always_online: true',
  '  slash_commands:',
];

const tail = [
  'oauth_config:',
  '  scopes:',
  '    bot: [commands, "chat:write"]',
  'settings:',
  '  interactivity:',
  '    is_enabled: true',
  '  socket_mode_enabled: true',
  '  org_deploy_enabled: false',
  '  token_rotation_enabled: false',
];

/** What Slack takes of a description and of a hint, counted in characters. */
const longest = { description: 2_000, hint: 1_000 };

function slashCommand(noun: string, verbs: readonly Command[]): readonly string[] {
  const about = verbs.map((verb) => `${verb.name.slice(noun.length + 1)}: ${verb.about('en')}`).join('; ');
  const hint = verbs.map((verb) => verb.name.slice(noun.length + 1)).join(' | ');
  // A JSON string is a YAML string.
  return [
    `    - command: /${noun}`,
    `      description: ${JSON.stringify(about.slice(0, longest.description))}`,
    `      usage_hint: ${JSON.stringify(hint.slice(0, longest.hint))}`,
    '      should_escape: true',
  ];
}

// `npm run manifest` writes the file.
if (import.meta.main)
  writeFileSync(join(import.meta.dirname, '../manifest.yml'), await slackManifest(await allCommands()));
