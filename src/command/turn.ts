import type { Answer, Heard } from '../chat.ts';
import type { Operation } from '../engine/operation.ts';
import type { Locale } from '../phrases.ts';
import type { OperationId } from '../store.ts';
import type { Begins } from './begins.ts';
import { checkup } from './checkup.ts';
import type { Catalogue, Command, Turn } from './command.ts';
import { confirm } from './confirm.ts';
import { type FormAsk, formOf } from './form.ts';
import { guarded, guardedSettings } from './guarded.ts';
import type { Office } from './office.ts';
import type { Asked } from './parse.ts';
import { OnlyPlanned, planOf, withStart } from './planned.ts';
import { quotaLines, quotasIn, withinQuotas } from './quotas.ts';
import { type Reach, reachOf } from './reach.ts';
import { slashIn } from './slash.ts';
import { somebody } from './somebody.ts';
import { suggestAsk } from './suggest-ask.ts';
import { type Checked, check } from './values.ts';
import { preferredCloud } from './which-cloud.ts';

/** Checks, asks for what is missing, and runs. */
export async function runCommand(office: Office, asked: Asked, heard: Heard, signal: AbortSignal): Promise<Answer> {
  const refusal = office.access.refusal({ ...heard, command: asked.command });
  if (refusal) throw refusal;
  // Heard before: what it began may be the very thing the command would now find in its way.
  const before = await office.store.begun(heard.id);
  if (before !== undefined) return began(office.engine, before, heard.locale);
  const checked = check(asked);
  const reach = reachOf(office, asked, heard);
  if (asked.given.cloud !== undefined) reach.cloud();
  const form = (ask: FormAsk): Promise<Answer> =>
    formOf(asked, ask, suggestAsk(office, asked, heard, signal)).then((made) => ({ kind: 'form', form: made }));
  if (checked.missing.length > 0) return form({ missing: checked.missing });

  const preferred = await preferredCloud(office.settings, heard.who, heard.where);
  const turn = turnOf(office, reach, asked, checked, heard, form, preferred, signal);
  try {
    return await asked.command.run(checked.values, turn);
  } catch (error) {
    if (error instanceof OnlyPlanned) return planOf(asked, heard.locale, turn.slash);
    throw error;
  }
}

function turnOf(
  office: Office,
  reach: Reach,
  asked: Asked,
  checked: Checked,
  heard: Heard,
  form: (ask: FormAsk) => Promise<Answer>,
  preferred: string | undefined,
  signal: AbortSignal,
): Turn {
  const { engine, files, settings, version, commands, store, now } = office;
  const { who, where, locale } = heard;
  const planned = checked.globals.plan === true;
  return {
    who,
    where,
    locale,
    signal,
    now: now(),
    clouds: reach.clouds,
    files,
    audit: office.audit,
    settings: guardedSettings(settings, planned),
    version,
    slash: slashIn(where),
    operations: guarded(engine, store, {
      event: heard.id,
      now,
      planned,
      refusal: reach.refusal,
      answering: reach.answering,
      choosing: reach.choosing,
    }),
    get cloud() {
      return reach.cloud(preferred);
    },
    catalogue: async () => (await everyCommand(commands)).filter(reach.may),
    async refused() {
      return (await everyCommand(commands)).flatMap((command) => {
        const why = reach.whyNot(command);
        return why ? [{ command, why }] : [];
      });
    },
    quotas: () => quotasIn(office, reach.clouds, heard, signal),
    follow: (id, wants) => follow(engine, id, heard, wants),
    othersRefusal: () => reach.others(reach.cloud(preferred)),
    mayAnswer: (head) => !reach.answering(head),
    nameOf: office.names.of,
    somebody: (typed) => somebody(office, typed, heard.who),
    checkup: () => checkup(office),
    start: (operation, input) => start(office, reach, operation, input, asked, checked, heard, signal),
    say: (view, data) => ({ kind: 'view', view, outcome: { ok: true }, ...(data === undefined ? {} : { data }) }),
    askFor: (missing, more = {}) => form({ missing, ...more, short: true }),
  };
}

async function start<I, O, S extends string>(
  office: Office,
  reach: Reach,
  operation: Operation<I, O, S>,
  input: I,
  asked: Asked,
  { globals }: Checked,
  { who, where, locale, id: event }: Heard,
  signal: AbortSignal,
): Promise<Answer> {
  const { engine, lately } = office;
  // The last look, by what is really about to be done.
  const refusal = reach.refusal({ input });
  if (refusal) throw refusal;
  await engine.refuseLocked(operation, input, { who, signal });
  if (globals.plan === true) {
    const lines = await quotaLines(office, operation.holds?.(input), input, { who, where, signal });
    const view = await engine.plan(operation, operation.under?.(input, { lines, asks: false }) ?? input, locale);
    return {
      kind: 'view',
      view: withStart(view, asked, locale),
      outcome: { ok: true },
      data: { operation: operation.name, input },
    };
  }
  const asking = { who, where, signal, approval: reach.approval({ input }) };
  const { id, fresh, approval } = await withinQuotas(office, operation, input, asking, async (terms) => ({
    ...(await engine.begin(operation, terms.input, { ...terms, who, where, locale, event })),
    approval: terms.approval,
  }));
  lately.forget();
  const word = globals.confirm;
  // What others have to agree to, no word said beforehand answers.
  if (fresh && typeof word === 'string' && !approval) await confirm({ id, word, who, locale }, engine, signal);
  return began(engine, id, locale);
}

const began = async (engine: Begins, id: OperationId, locale: Locale): Promise<Answer> => ({
  kind: 'began',
  operation: id,
  view: await engine.view(await engine.read(id), locale),
});

/** Where its card is, the card itself is the answer; elsewhere people see how it stands. */
async function follow(
  engine: Begins,
  id: OperationId,
  { where, locale }: Heard,
  wants: 'undone' | undefined,
): Promise<Answer> {
  const kept = await engine.read(id);
  const view = await engine.view(kept, locale);
  const { chat, channel } = kept.head.where;
  if (chat === where.chat && channel === where.channel) {
    return { kind: 'began', operation: kept.head.id, view, ...(wants ? { wants } : {}) };
  }
  return { kind: 'view', view, outcome: { ok: true }, data: { operation: kept.head.id, state: kept.head.state } };
}

const everyCommand = ({ names, load }: Catalogue): Promise<readonly Command[]> =>
  Promise.all(names.map((name) => load(name)));
