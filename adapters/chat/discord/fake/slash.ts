import { objectsOf, textOf } from './json.ts';
import { permissionsIn } from './permissions.ts';
import type { Channel, Json, User, World } from './world.ts';

export type Values = Readonly<Record<string, string | number | boolean>>;

const types = { sub: 1, group: 2, text: 3, whole: 4, flag: 5, user: 6, number: 10 } as const;

interface Called {
  readonly command: Json;
  /** `gpu start` is the command `gpu` and the path `start`. */
  readonly path: readonly Json[];
  /** What the end of the path takes. */
  readonly options: readonly Json[];
}

/** The command as Discord would send it; throws where Discord would not let a person send it. */
export function slashData(world: World, user: User, channel: Channel, line: string, values: Values): Json {
  const called = find(world, user, channel, line);
  for (const option of called.options) {
    const name = textOf(option.name);
    if (option.required === true && !(name in values)) throw new Error(`/${line}: ${name} has to be given`);
  }
  const given = Object.entries(values).map(([name, value]) => {
    const option = declared(called, line, name);
    const wrong = whyNot(option, value);
    if (wrong !== undefined) throw new Error(`/${line}: ${name} ${wrong}`);
    return { name, type: option.type, value };
  });
  const users = given.filter(({ type }) => type === types.user).map(({ value }) => String(value));
  const resolved =
    users.length === 0
      ? {}
      : {
          resolved: { users: Object.fromEntries(users.map((id) => [id, { id, username: world.users.get(id)?.name }])) },
        };
  return { ...nested(called, given), ...resolved };
}

/** The same while it is still being typed: `focus` is the field with the cursor. */
export function typedData(
  world: World,
  user: User,
  channel: Channel,
  line: string,
  values: Values,
  focus: string,
): Json {
  const called = find(world, user, channel, line);
  if (declared(called, line, focus).autocomplete !== true) throw new Error(`/${line}: ${focus} has no autocomplete`);
  const given = Object.entries({ [focus]: '', ...values }).map(([name, value]) => {
    const { type } = declared(called, line, name);
    return { name, type, value, ...(name === focus ? { focused: true } : {}) };
  });
  return nested(called, given);
}

function find(world: World, user: User, channel: Channel, line: string): Called {
  const [first = '', ...words] = line.split(' ');
  const scopes = [channel.guild ?? '', 'global'].map((scope) => world.commands.get(scope) ?? []);
  const command = scopes.flat().find(({ name, type }) => name === first && type === 1);
  if (!command) throw new Error(`/${first} is not registered here`);
  const needed = command.default_member_permissions;
  const has = permissionsIn(world, channel, user.id);
  const everything = (1n << 53n) - 1n;
  if (
    typeof needed === 'string' &&
    has !== everything &&
    (needed === '0' || (has & BigInt(needed)) !== BigInt(needed))
  ) {
    throw new Error(`/${first} is not shown to ${user.name}`);
  }
  const path: Json[] = [];
  for (const word of words) {
    const below = objectsOf((path.at(-1) ?? command).options);
    const next = below.find(({ name, type }) => name === word && (type === types.sub || type === types.group));
    if (!next) throw new Error(`/${line} is not registered here`);
    path.push(next);
  }
  const options = objectsOf((path.at(-1) ?? command).options);
  if (options.some(({ type }) => type === types.sub || type === types.group)) throw new Error(`/${line} goes on`);
  return { command, path, options };
}

function declared({ options }: Called, line: string, name: string): Json {
  const option = options.find((each) => each.name === name);
  if (!option) throw new Error(`/${line} takes no ${name}`);
  return option;
}

function whyNot(option: Json, value: string | number | boolean): string | undefined {
  const is =
    { [types.flag]: 'boolean', [types.whole]: 'number', [types.number]: 'number' }[Number(option.type)] ?? 'string';
  if (typeof value !== is) return `is to be a ${is}`;
  if (option.type === types.whole && !Number.isInteger(value)) return 'is to be whole';
  const choices = objectsOf(option.choices);
  if (choices.length > 0 && !choices.some((each) => each.value === value)) return 'is none of the choices';
  const size = typeof value === 'string' ? value.length : Number(value);
  const [least, most] =
    typeof value === 'string' ? [option.min_length, option.max_length] : [option.min_value, option.max_value];
  if (typeof least === 'number' && size < least) return `is less than ${least}`;
  if (typeof most === 'number' && size > most) return `is more than ${most}`;
  return undefined;
}

function nested({ command, path }: Called, given: readonly Json[]): Json {
  const inner = [...path]
    .reverse()
    .reduce<readonly Json[]>((options, { name, type }) => [{ name, type, options }], given);
  const { id, name, type, guild_id } = command;
  return { id, name, type, options: inner, ...(guild_id === undefined ? {} : { guild_id }) };
}
