import type { Arg } from './args.ts';
import type { Command } from './command.ts';
import { flagOf, kebab } from './flags.ts';

/** How it is typed, on one line: `gpu start [<image>] [--disk <disk>] [--spot]`. */
export function usage(command: Command, slash = ''): string {
  const all = Object.entries(command.args).filter(([, arg]) => arg.kind !== 'secret');
  const bare = all.filter(([, arg]) => arg.bare).map(([name, arg]) => wrap(`<${kebab(name)}>`, arg));
  const flags = all.filter(([, arg]) => !arg.bare).map(([name, arg]) => wrap(flagOf(name) + shapeOf(name, arg), arg));
  return [slash + command.name, ...bare, ...flags].join(' ');
}

function shapeOf(name: string, arg: Arg): string {
  if (arg.kind === 'flag') return '';
  if (arg.choices && arg.choices.length <= 4) return ` ${arg.choices.join('|')}`;
  return ` <${kebab(name)}>`;
}

const wrap = (text: string, arg: Arg): string => (arg.required ? text : `[${text}]`);
