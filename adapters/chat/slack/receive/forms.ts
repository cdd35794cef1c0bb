import type { Clock, View } from '#kit';
import { formErrors } from '../draw/form.ts';
import type { Reply } from './gate.ts';
import { type Answered, type Hearing, isSlow } from './hear.ts';
import type { Submission } from './inbound.ts';
import type { Modals } from './modals.ts';
import type { Profiles } from './profiles.ts';
import type { Said } from './said.ts';
import type { Tries } from './tries.ts';

interface Options {
  readonly hearing: Hearing;
  readonly modals: Modals;
  readonly tries: Tries;
  readonly profiles: Profiles;
  readonly clock: Clock;
}

/** Of the three seconds: after that the form says that it takes longer. */
const patience = 2_000;

/** What becomes of a form that was sent: closed when it was good, and open with the reason when it was not. */
export function createForms({ hearing, modals, tries, profiles, clock }: Options) {
  return async function submitted(said: Said, submission: Submission, reply: Reply): Promise<void> {
    const answering = hearing.answered(said);
    if (await isSlow(answering, patience, clock)) {
      const { locale } = await profiles.of(said.user, said.team).catch(() => ({ locale: 'en' as const }));
      await reply({ response_action: 'update', view: modals.loading({}, locale) });
      return hearing.late(said, await answering);
    }
    const answered = await answering;
    const refusal = refusalIn(answered);
    if (refusal) {
      await tries.refused(submission);
      return reply(await refused(said, submission, refusal, answered));
    }
    if ('dismissed' in answered) return reply();
    const { understood, answer, locale } = answered;
    const meta = hearing.metaOf(said, understood.where);
    if (answer.kind === 'form')
      return reply({ response_action: 'update', view: modals.form(answer.form, meta, locale) });
    await reply();
    if (answer.kind === 'view') await hearing.view(said, understood, answer.view, locale);
    else if (understood.moved) await hearing.elsewhere(said, understood, answer.view.title, locale);
  };

  async function refused(said: Said, { fields }: Submission, view: View, answered: Answered): Promise<object> {
    const locale = 'dismissed' in answered ? answered.dismissed.locale : answered.locale;
    const errors = formErrors(wordsOf(view), fields);
    if (!view.buttons?.length && Object.keys(errors).length > 0) return { response_action: 'errors', errors };
    // What is offered instead comes on top, and behind it the form is as it was.
    const where = 'dismissed' in answered ? { channel: said.channel ?? said.user } : answered.understood.where;
    const notice = await modals.notice(view, hearing.metaOf(said, { chat: 'slack', ...where }), locale);
    return { response_action: 'push', view: notice };
  }
}

function refusalIn(answered: Answered): View | undefined {
  if ('dismissed' in answered) return answered.dismissed.view;
  const { answer } = answered;
  return answer.kind === 'view' && !answer.outcome.ok ? answer.view : undefined;
}

const wordsOf = ({ title, blocks }: View): string =>
  [title, ...blocks.flatMap((block) => (block.kind === 'text' || block.kind === 'note' ? [block.text] : []))].join(
    '\n',
  );
