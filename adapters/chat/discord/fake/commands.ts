import { textOf } from './json.ts';
import { refusal } from './refusal.ts';
import type { Asked, Route } from './rest.ts';
import { demandForm, type Scene } from './scene.ts';
import type { Json } from './world.ts';

const day = 24 * 60 * 60_000;

/** Slash commands as they are registered, for all or for one guild. */
export function commandRoutes(scene: Scene): readonly Route[] {
  return ['/applications/:application/commands', '/applications/:application/guilds/:guild/commands'].flatMap((path) =>
    routesOf(scene, path),
  );
}

function routesOf(scene: Scene, path: string): readonly Route[] {
  const { world } = scene;
  const here = ({ param }: Asked): Json[] => {
    if (param('application') !== world.application) throw refusal('unknownApplication');
    const scope = param('guild') || 'global';
    if (scope !== 'global' && !world.guilds.has(scope)) throw refusal('missingAccess');
    const known = world.commands.get(scope) ?? [];
    world.commands.set(scope, known);
    return known;
  };
  const find = (asked: Asked): number => {
    const at = here(asked).findIndex(({ id }) => id === asked.param('command'));
    if (at < 0) throw refusal('unknownCommand');
    return at;
  };
  return [
    {
      on: `GET ${path}`,
      rate: 'other',
      answer: (asked) => here(asked).map((each) => shown(each, asked.query.get('with_localizations') === 'true')),
    },
    {
      on: `PUT ${path}`,
      rate: 'other',
      answer(asked) {
        const known = here(asked);
        const next = asked.list.map((each) => registered(asked, each));
        if (next.length > 100) throw refusal('tooManyCommands');
        demandForm(scene.checks.commands(asked.list));
        countCreates(scene, asked, next.filter((each) => !known.some((old) => nameOf(old) === nameOf(each))).length);
        known.splice(0, known.length, ...next);
        return known;
      },
    },
    {
      on: `POST ${path}`,
      rate: 'other',
      answer(asked) {
        const known = here(asked);
        demandForm(scene.checks.commands([asked.body]));
        const made = registered(asked, asked.body);
        const at = known.findIndex((each) => nameOf(each) === nameOf(made));
        if (at < 0 && known.length >= 100) throw refusal('tooManyCommands');
        if (at < 0) countCreates(scene, asked, 1);
        known.splice(at < 0 ? known.length : at, 1, made);
        return made;
      },
    },
    { on: `GET ${path}/:command`, rate: 'other', answer: (asked) => here(asked)[find(asked)] },
    {
      on: `PATCH ${path}/:command`,
      rate: 'other',
      answer(asked) {
        const at = find(asked);
        demandForm(scene.checks.commands([{ ...here(asked)[at], ...asked.body }]));
        const changed = registered(asked, { ...here(asked)[at], ...asked.body });
        here(asked)[at] = changed;
        return changed;
      },
    },
    {
      on: `DELETE ${path}/:command`,
      rate: 'other',
      answer: (asked) => void here(asked).splice(find(asked), 1),
    },
  ];

  /** With an id of its own, the old one where a command of that name was there. */
  function registered(asked: Asked, command: Json): Json {
    const old = here(asked).find((each) => nameOf(each) === nameOf(command));
    const guild = asked.param('guild');
    return {
      name_localizations: null,
      description_localizations: null,
      default_member_permissions: null,
      nsfw: false,
      options: [],
      ...command,
      type: command.type ?? 1,
      id: old?.id ?? world.id(),
      application_id: world.application,
      version: world.id(),
      ...(guild === '' ? {} : { guild_id: guild }),
    };
  }
}

const nameOf = (command: Json): string => `${Number(command.type ?? 1)} ${textOf(command.name)}`;

const localised = ['name_localizations', 'description_localizations'];

/** Without being asked for them, Discord keeps the translations to itself. */
function shown(command: Json, withTranslations: boolean): Json {
  if (withTranslations) return command;
  return Object.fromEntries(Object.entries(command).filter(([key]) => !localised.includes(key)));
}

/** Only names that were not there count as creates: 200 a day and guild. */
function countCreates({ world, now, limits }: Scene, { param }: Asked, more: number): void {
  const scope = param('guild') || 'global';
  const made = (world.commandCreates.get(scope) ?? []).filter((at) => now() - at < day);
  if (made.length + more > limits.commandCreatesADay) throw refusal('tooManyCreates');
  world.commandCreates.set(scope, [...made, ...Array.from({ length: more }, now)]);
}
