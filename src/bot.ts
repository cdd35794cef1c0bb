import { type Access, accessBy } from './access/access.ts';
import { type Audit, openAudit } from './audit/audit.ts';
import { writeSaid } from './audit/said.ts';
import type { Answer, Desk, Heard } from './chat.ts';
import { failed } from './command/answers.ts';
import { type Catalogue, type Command, catalogueOf } from './command/command.ts';
import { choicesFor, completionsOf } from './command/complete.ts';
import { createLately } from './command/lately.ts';
import { namesIn } from './command/names.ts';
import type { Office } from './command/office.ts';
import { type Asked, parse } from './command/parse.ts';
import { sayables } from './command/sayable.ts';
import { settingsIn } from './command/settings.ts';
import { slashIn } from './command/slash.ts';
import { suggestAsk } from './command/suggest-ask.ts';
import { runCommand } from './command/turn.ts';
import { givenBy, unknownPress } from './command/values.ts';
import { type Code, Failure } from './failure.ts';
import { becauseOf } from './observe/cause.ts';
import { type People, strangers } from './people.ts';
import type { Locale } from './phrases.ts';

export interface DeskParts
  extends Pick<Office, 'engine' | 'clouds' | 'store' | 'files' | 'version' | 'now' | 'log' | 'chats' | 'alsoChecks'> {
  readonly commands: Catalogue | readonly Command[];
  /** Who is the same in several chats; without it everybody is who the chat says. */
  readonly people?: People;
  /** Who may do what; without it what is built in. */
  readonly access?: Access;
  /** Where it is written down who did what; in the store unless it is said. */
  readonly audit?: Audit;
}

/** Where every chat brings what people say, press and fill in, and gets its answer. */
export function createDesk(parts: DeskParts): Desk {
  const office: Office = {
    ...parts,
    access: parts.access ?? accessBy(),
    audit: parts.audit ?? openAudit(parts.store),
    commands: 'names' in parts.commands ? parts.commands : catalogueOf(parts.commands),
    settings: settingsIn(parts.store),
    names: namesIn(parts.store),
    people: parts.people ?? strangers,
    lately: createLately(parts.now),
  };
  const { behind } = office.people;
  return {
    hear: (heard, signal) =>
      becauseOf(heard.id, () => hearAndWrite(office, { ...heard, who: behind(heard.who) }, signal)),
    async complete(line, account, where, heard, signal) {
      const who = behind(account);
      const locale = await localeOf(office, { who, locale: heard });
      const ask = (asked: Asked) => suggestAsk(office, asked, { who, where, locale }, signal);
      const may = (command: Command) => office.access.ruling({ who, where, command }).may;
      return completionsOf(line, { catalogue: office.commands, locale, may, ask });
    },
    async choices(command, field, typed, account, where, heard, signal) {
      const who = behind(account);
      if (!office.commands.names.includes(command)) return [];
      const locale = await localeOf(office, { who, locale: heard });
      const asked = { command: await office.commands.load(command), given: {} };
      return choicesFor(asked.command, field, typed, suggestAsk(office, asked, { who, where, locale }, signal));
    },
    catalogue: () => sayables(office.commands),
  };
}

async function hearAndWrite(office: Office, heard: Heard, signal: AbortSignal): Promise<Answer> {
  const { answer, asked } = await hear(office, heard, signal);
  try {
    if (asked) await writeSaid(office.audit, heard, asked.command, answer, office.now());
  } catch (error) {
    // What was done is done and stands in its journal; the person gets their answer.
    office.log.error({ err: error, event: heard.id }, 'audit could not be written');
  }
  return answer;
}

interface Dealt {
  readonly answer: Answer;
  /** What was meant, where it could be understood. */
  readonly asked: Asked | undefined;
}

async function hear(office: Office, heard: Heard, signal: AbortSignal): Promise<Dealt> {
  const locale = await localeOf(office, heard);
  let asked: Asked | undefined;
  try {
    asked = await understand(office, heard.body, slashIn(heard.where));
    await office.names.called(heard.who);
    office.log.info({ command: asked.command.name, who: heard.who.id, event: heard.id }, 'heard');
    return { asked, answer: { locale, ...(await runCommand(office, asked, { ...heard, locale }, signal)) } };
  } catch (error) {
    const answer = failed(error, locale, { asked, log: office.log, aborted: signal.aborted });
    office.log.info({ command: asked?.command.name, event: heard.id, code: codeOf(error) }, 'refused');
    return { asked, answer: { locale, ...answer } };
  }
}

const codeOf = (error: unknown): Code => (error instanceof Failure ? error.code : 'bug');

/** A person's own choice goes before what the chat says of them. */
async function localeOf({ settings, log }: Office, { who, locale }: Pick<Heard, 'who' | 'locale'>): Promise<Locale> {
  try {
    return (await settings.locale(who)) ?? locale;
  } catch (error) {
    log.error({ err: error }, 'language of a person could not be read');
    return locale;
  }
}

async function understand({ commands }: Office, body: Heard['body'], slash: string): Promise<Asked> {
  if ('words' in body) return parse(body.words, commands, slash);
  const { command: name, args } = 'press' in body ? body.press : body.filled;
  if (!commands.names.includes(name)) throw unknownPress(name);
  const command = await commands.load(name);
  return { command, given: givenBy(command, args, 'filled' in body) };
}
