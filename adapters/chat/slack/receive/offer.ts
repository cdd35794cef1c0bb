import type { Desk, Sayable } from '#kit';
import type { Said } from './said.ts';

/** What is known of commands before they are said. */
export interface Offer {
  /** May this be answered with a form? Whoever says a command alone, and it has more to it, is asked. */
  mayAsk(body: Said['body']): boolean;
  /** The same without secrets, for the disk. */
  keepable(said: Said): Said;
}

interface Known {
  readonly fields: number;
  readonly secrets: readonly string[];
}

export async function offerOf(desk: Pick<Desk, 'catalogue'>): Promise<Offer> {
  const known = new Map((await desk.catalogue()).map((sayable) => [sayable.name, knownOf(sayable)]));
  const fieldsOf = (name: string): number => known.get(name)?.fields ?? 0;
  const secrets = [...known.values()].flatMap((each) => each.secrets);

  return {
    mayAsk(body) {
      if ('opens' in body) return false;
      if ('words' in body) return fieldsOf(body.words) > 0 || fieldsOf(body.words.replace(/^hoist /, '')) > 0;
      if (!('press' in body)) return false;
      const given = Object.keys(body.press.args).filter((arg) => arg !== 'cloud');
      return given.length === 0 && fieldsOf(body.press.command) > 0;
    },
    keepable(said) {
      const { body, secret } = said;
      const hides = secret === true || ('words' in body && secrets.some((name) => body.words.includes(name)));
      return hides ? { ...said, body: { lost: true } } : said;
    },
  };
}

const knownOf = (sayable: Sayable): Known => {
  const fields = sayable.fields('en').filter(({ name }) => name !== 'cloud');
  return { fields: fields.length, secrets: fields.flatMap(({ kind, name }) => (kind === 'secret' ? [name] : [])) };
};
