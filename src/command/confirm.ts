import type { Person } from '../chat.ts';
import type { AnyOperation } from '../engine/operation.ts';
import { Failure } from '../failure.ts';
import { phrases } from '../phrases.ts';
import type { Kept, OperationId } from '../store.ts';
import type { Begins } from './begins.ts';
import { echo } from './echo.ts';

const say = phrases({
  en: {
    wrong: (word: string, said: string) =>
      `--confirm has to be "${word}" here, and "${said}" was said; nothing was done.`,
  },
  ru: { wrong: (word, said) => `Здесь нужно --confirm "${word}", а указано «${said}»; ничего не сделано.` },
  ko: {
    wrong: (word, said) =>
      `여기서는 --confirm "${word}"이어야 하는데 "${said}"이(가) 지정되어 아무것도 하지 않았습니다.`,
  },
});

/** Answers the operation's question with the word that was said beforehand; another word takes the operation back. */
export async function confirm(
  begun: { readonly id: OperationId; readonly operation: AnyOperation; readonly word: string; readonly who: Person },
  engine: Pick<Begins, 'settled' | 'answer' | 'cancel'>,
  signal: AbortSignal,
): Promise<void> {
  const kept = await engine.settled(begun.id, signal);
  const wanted = wordOf(begun.operation, kept);
  if (wanted === undefined) return;
  if (wanted === begun.word.trim()) return engine.answer(begun.id, { yes: true }, begun.who);
  await engine.cancel(begun.id, begun.who);
  throw new Failure('usage', (l) => say(l).wrong(wanted, echo(begun.word)));
}

/** The word of the question it waits with; nothing when it waits for none. */
function wordOf(operation: AnyOperation, { head, entries }: Kept): string | undefined {
  if (head.state !== 'waiting') return undefined;
  const last = entries.findLast((entry) => entry.kind === 'began' || entry.kind === 'answered');
  if (last?.kind !== 'began' || last.asked === undefined) return undefined;
  return operation.tell.question?.(last.step, last.asked, operation.input.parse(head.input), head.locale).word;
}
