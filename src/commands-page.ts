import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from './command/command.ts';
import { usage } from './command/usage.ts';
import { allCommands } from './discover.ts';

/** The reference of everything that can be said, from the commands' own declarations: `npm run commands-page` writes it. */
export function commandsPage(commands: readonly Command[]): string {
  return [
    '# Commands',
    '',
    'Written by `npm run commands-page` from the commands themselves. In a chat put `/` before the first word; in a terminal put',
    '`npm run -s hoist --` there. Every command takes `--cloud`, `--json` and `--help`; those that change something take `--plan`,',
    '`--wait` and `--no-wait`; those that remove something take `--confirm`.',
    ...nouns(commands).flatMap((noun) => ['', `## ${noun}`, ...commands.filter(of(noun)).flatMap(section)]),
    '',
  ].join('\n');
}

const nouns = (commands: readonly Command[]) =>
  [...new Set(commands.map(({ name }) => name.split(' ')[0] ?? ''))].sort();
const of = (noun: string) => (command: Command) => command.name.startsWith(`${noun} `);

const others = ({ others: permission }: Command): string =>
  permission === undefined ? '' : `; \`${permission}\` for what is somebody else's`;

function section(command: Command): readonly string[] {
  const args = Object.entries(command.args).map(([name, arg]) => `- \`${name}\`: ${arg.about('en')}`);
  return [
    '',
    `### ${command.name}`,
    '',
    `${command.about('en')}. Permission \`${command.permission}\`${others(command)}.`,
    '',
    '```',
    usage(command, ''),
    ...command.examples.map((example) => `# ${example}`),
    '```',
    ...(args.length > 0 ? ['', ...args] : []),
  ];
}

// `npm run commands-page` writes the page; a test says when it was forgotten.
if (import.meta.main) {
  const { names, load } = await allCommands();
  writeFileSync(join(import.meta.dirname, '../docs/commands.md'), commandsPage(await Promise.all(names.map(load))));
}
