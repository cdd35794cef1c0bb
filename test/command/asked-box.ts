import { draw } from '../../adapters/chat/terminal/draw.ts';
import { readPolicy } from '../../src/access/policy-file.ts';
import type { Answer, Locale, Person } from '../../src/kit.ts';
import { type SmallBot, smallBot } from './small-bot.ts';

export const cid: Person = { id: 'web:local:cid', name: 'cid' };

export const policyOf = (more: string) =>
  readPolicy(
    `
groups:
  admins: [web:local:bob, web:local:cid, slack:T1:S-ADMINS]
  outsiders: web:local:outsider
rules:
  - rule: outsiders look
    who: outsiders
    may not: [changes, removes]
  - rule: everybody
    may: '*'
approvals:
  - rule: deletes need an admin
    what: removes
    by: admins
${more}
`,
    'hoist.yaml',
  );

interface Waiting {
  readonly bot: SmallBot;
  readonly id: string;
}

/** Ann has asked for the box "work" to go, and it waits for an admin: Bob or Cid. `more` stands in the rule besides. */
export async function asked(more = '', line = 'box stop work', locale: Locale = 'en'): Promise<Waiting> {
  const bot = await smallBot({ policy: policyOf(more) });
  const answer = await bot.hear(line, { locale });
  if (answer.kind !== 'began') throw new Error(JSON.stringify(answer));
  await bot.until(answer.operation, 'waiting');
  return { bot, id: answer.operation };
}

export const yes = (bot: SmallBot, id: string, who: Person): Promise<Answer> =>
  bot.hear({ press: { command: 'approve yes', args: { operation: id } } }, { who });
export const no = (bot: SmallBot, id: string, who: Person): Promise<Answer> =>
  bot.hear({ press: { command: 'approve no', args: { operation: id } } }, { who });

/** As a terminal draws it. */
export async function card(bot: SmallBot, id: string, locale: Locale = 'en'): Promise<string> {
  const answer = await bot.hear(`op show ${id}`, { locale });
  if (answer.kind === 'form') throw new Error('a form');
  return draw(answer.view, { locale, typed: () => '' }).join('\n');
}
