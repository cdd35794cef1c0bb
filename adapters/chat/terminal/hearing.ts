import {
  type Answer,
  type Choice,
  type Desk,
  type Form,
  type Heard,
  holdsSecret,
  type Invocation,
  type OperationId,
  type Place,
  visible,
} from '#kit';
import type { Asking } from './ask.ts';
import { answerDocument, missingDocument, operationDocument } from './document.ts';
import { type Drawing, draw } from './draw.ts';
import { exitOf, exits, exitWords } from './exit.ts';
import { follow, leave } from './follow.ts';
import { followWords } from './follow-words.ts';
import { fill, missing } from './form.ts';
import { type Manner, mannerOf } from './manner.ts';
import type { Paint } from './paint.ts';
import { liveReport, plainReport, type Report, silentReport } from './report.ts';
import type { TerminalOptions } from './terminal.ts';

export interface HearingOptions extends TerminalOptions {
  readonly paint: Paint;
  typed(press: Invocation): string;
  readonly asking: Asking | undefined;
  readonly place: Place;
  /** Operations whose picture is drawn here, so that their messages need not be. */
  readonly followed: Set<string>;
}

export interface Hearing {
  /** Hears one line to its end, and answers the exit status. `keep` is called once it is known to hold no secret. */
  words(line: string, keep?: () => Promise<void>): Promise<number>;
  /** Has a form filled in, and hears what came of it. */
  form(form: Form): Promise<number>;
  /** When nothing waits for the desk: until then an operation may have begun here that nobody knows of yet. */
  answered(): Promise<void>;
}

export function hearing(desk: Desk, by: HearingOptions): Hearing {
  const { streams, locale } = by;
  const as: Drawing = { paint: by.paint, locale, typed: by.typed };
  const out = (lines: readonly string[]) => void streams.out.write(`${lines.join('\n')}\n`);
  const complain = (lines: readonly string[]) => void streams.err.write(`${lines.join('\n')}\n`);

  const aside = { ...by, note: (line: string) => complain([visible(line, 'many')]) };
  let listening = Promise.resolve();

  async function hear(body: Heard['body']): Promise<Answer | undefined> {
    const stop = new AbortController();
    const deaf = by.streams.interrupts(() => stop.abort());
    // What the words had begun by then has to be known: somebody must carry it on.
    const tooLate = Promise.withResolvers<undefined>();
    stop.signal.addEventListener('abort', () => setTimeout(() => tooLate.resolve(undefined), soon));
    const heard = { id: crypto.randomUUID(), who: by.who, where: by.place, locale, body };
    const answered = Promise.withResolvers<void>();
    listening = answered.promise;
    try {
      const answer = await Promise.race([desk.hear(heard, stop.signal), tooLate.promise]);
      const began = answer?.kind === 'began' ? answer.operation : undefined;
      if (stop.signal.aborted) return void (began !== undefined && leave(began, aside));
      if (began !== undefined) by.followed.add(began);
      return answer;
    } finally {
      answered.resolve();
      deaf();
    }
  }

  async function settle(answer: Answer | undefined, manner: Manner): Promise<number> {
    if (!answer) return exits.interrupted;
    if (answer.kind === 'began') return began(answer.operation, manner, answer.wants);
    if (answer.kind === 'form') return settleForm(answer.form, manner);
    const { view, outcome } = answer;
    if (manner.json) out([JSON.stringify(answerDocument(answer), null, 2)]);
    // A report was given, also when it is no good news.
    else if (outcome.ok || answer.data !== undefined) out(draw(view, { ...as, ...columnsOf(streams.out) }));
    else complain(draw(view, { ...as, ...columnsOf(streams.err) }));
    return exitOf(outcome);
  }

  async function settleForm(form: Form, manner: Manner): Promise<number> {
    if (!by.asking || manner.json) {
      const { sentence, hints } = missing(form, manner.json ? 'en' : locale);
      if (manner.json) out([JSON.stringify(missingDocument(sentence, hints), null, 2)]);
      else complain([sentence, ...hints.map((hint) => by.paint.quiet(visible(hint, 'many')))]);
      return exits.usage;
    }
    const filled = await fill(form, {
      asking: by.asking,
      paint: by.paint,
      locale,
      print: out,
      choices: (field, typed) => choices(form.command, field, typed),
    });
    return filled ? settle(await hear({ filled }), manner) : exits.interrupted;
  }

  const choices = (command: string, field: string, typed: string): Promise<readonly Choice[]> =>
    desk.choices(command, field, typed, by.who, by.place, locale, AbortSignal.timeout(10_000));

  async function began(id: OperationId, manner: Manner, wants?: 'undone'): Promise<number> {
    if (!manner.wait) {
      by.followed.delete(id);
      by.work.leave(id);
      const line = followWords(locale).began(by.typed({ command: 'op show', args: { operation: id } }));
      out([manner.json ? JSON.stringify({ operation: id }, null, 2) : line]);
      return exits.done;
    }
    const { status, kept } = await follow(id, {
      ...aside,
      report: reportFor(manner),
      asking: manner.json ? undefined : by.asking,
      press: (press) =>
        desk.hear({ id: crypto.randomUUID(), who: by.who, where: by.place, locale, body: { press } }, never),
      interrupts: streams.interrupts,
    });
    // What was left is told by its messages from now on; what was followed to its end has been told.
    if (!kept) by.followed.delete(id);
    if (manner.json && kept) out([JSON.stringify(operationDocument(kept), null, 2)]);
    return wants !== undefined && kept?.head.state === wants ? exits.done : status;
  }

  function reportFor(manner: Manner): Report {
    if (manner.json) return silentReport();
    return streams.out.isTTY
      ? liveReport(streams.out, as, followWords(locale).hint, by.now)
      : plainReport(streams.out, as);
  }

  return {
    async words(line, keep) {
      const manner = mannerOf(line);
      const answer = await hear({ words: line });
      if (answer && !holdsSecret(answer)) await keep?.();
      const status = await settle(answer, manner);
      // Whoever asks a shell command for help may be writing a script.
      const asksHelp = /^(?:hoist +)?(?:help|--help|-h)$/.test(line.trim());
      if (asksHelp && by.line !== undefined && !manner.json) out(['', by.paint.quiet(exitWords(locale).table)]);
      return status;
    },
    form: (form) => settleForm(form, mannerOf('')),
    answered: () => listening,
  };
}

/** A command that was told to stop may take so long to say what it has begun. */
const soon = 1_000;

/** A press in the middle of an operation is heard to its end, whatever is pressed meanwhile. */
const never = new AbortController().signal;

const columnsOf = (stream: { readonly columns?: number }): { readonly columns?: number } =>
  stream.columns === undefined ? {} : { columns: stream.columns };
