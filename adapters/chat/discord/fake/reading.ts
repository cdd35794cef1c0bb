import { objectOf, objectsOf, textOf } from './json.ts';
import type { Json, Message, World } from './world.ts';

/** All components of a message or a form, those in containers, sections and labels too, in the order they are seen. */
export function componentsIn(components: readonly Json[]): readonly Json[] {
  return components.flatMap((each) => [
    each,
    ...componentsIn(objectsOf(each.components)),
    ...componentsIn([each.component, each.accessory].filter((inner) => inner !== undefined).map(objectOf)),
  ]);
}

/** The words of the message as they were sent, marks and all; buttons are `[label]`. */
export function rawText(message: Pick<Message, 'content' | 'embeds' | 'components'>): string {
  const embeds = message.embeds
    .map(objectOf)
    .flatMap((embed) => [
      textOf(objectOf(embed.author).name),
      textOf(embed.title),
      textOf(embed.description),
      ...objectsOf(embed.fields).flatMap((field) => [textOf(field.name), textOf(field.value)]),
      textOf(objectOf(embed.footer).text),
    ]);
  const components = componentsIn(message.components).map((each) => {
    if (each.type === 2) return `[${textOf(each.label)}]`;
    return textOf(each.content) || textOf(each.placeholder);
  });
  return [message.content, ...embeds, ...components].filter((line) => line !== '').join('\n');
}

const marks =
  /```(?:[a-z0-9]+\n)?\n?([\s\S]+?)```|``(.+?)``|`([^`\n]+)`|\\([^\sA-Za-z0-9])|^(?:#{1,3}|-#|>{1,3}) +|\|\|([\s\S]+?)\|\||\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)|__((?:\\[\s\S]|[^\\])+?)__(?!_)|~~([\s\S]+?)~~|\*(?=\S)((?:\\[\s\S]|[^\\])+?)\*(?!\*)|(?<![A-Za-z0-9])_([^_]+)_(?![A-Za-z0-9])|<@!?([^&>]+)>|<@&([^>]+)>|<t:(\d+)(?::\w)?>|\[([^\]\n]+)\]\((\S+?)\)/gm;

/** What a person reads: marks are drawn and gone, `\*` is a star, `||x||` is hidden, `<@1>` is a name. */
export function drawnText(world: World, text: string): string {
  return text.replace(marks, (whole, ...groups: readonly (string | undefined)[]) => {
    const [block, double, code, escaped, hidden, ...rest] = groups;
    const verbatim = block ?? double ?? code ?? escaped;
    if (verbatim !== undefined) return verbatim;
    if (hidden !== undefined) return '█';
    const [strong, under, struck, star, line, user, role, time, label] = rest;
    const inner = strong ?? under ?? struck ?? star ?? line ?? label;
    if (inner !== undefined) return drawnText(world, inner);
    if (user !== undefined) return `@${world.users.get(user)?.name ?? 'unknown-user'}`;
    if (role !== undefined) return `@${roleName(world, role)}`;
    if (time !== undefined) return new Date(Number(time) * 1000).toISOString();
    return whole.trim().match(/^[#\->]/) ? '' : whole;
  });
}

const roleName = (world: World, id: string): string =>
  [...world.guilds.values()].flatMap(({ roles }) => roles).find((role) => role.id === id)?.name ?? 'deleted-role';
