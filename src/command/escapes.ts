/**
 * What was typed, out of what Slack and Discord make of it: `<http://box|box>` was `box`, `<@U1|ann>` is `@U1`,
 * `&amp;` was `&`. One pass, so that nothing is read twice.
 */
export const unescaped = (line: string): string =>
  line.replace(
    /<(https?:\/\/|mailto:)([^<>|\s]+)(?:\|([^<>|]*))?>|<(@|#|!)(&?[\w^!-]+)(?:\|([^<>|]*))?>|&(amp|lt|gt);/g,
    (
      whole: string,
      scheme?: string,
      rest?: string,
      label?: string,
      mark?: string,
      id?: string,
      name?: string,
      entity?: string,
    ) => {
      if (entity) return { amp: '&', lt: '<', gt: '>' }[entity] ?? whole;
      // Slack makes a link of every word with a dot; its label is then what was typed.
      if (scheme && rest !== undefined) return linkOf(scheme, rest, label);
      if (mark === '!') return name?.startsWith('@') ? name : `@${id?.split('^')[0]}`;
      return `${mark}${id}`;
    },
  );

function linkOf(scheme: string, rest: string, label: string | undefined): string {
  const typed = label !== undefined && (scheme === 'mailto:' || rest === label || rest === `${label}/`);
  return typed ? label : scheme + rest;
}
