import type { Person } from '../chat.ts';
import { Failure } from '../failure.ts';
import { type Locale, phrases } from '../phrases.ts';
import type { OperationId } from '../store.ts';
import type { Begins } from './begins.ts';
import { echo } from './echo.ts';

const say = phrases({
  en: {
    wrong: (word: string, said: string) =>
      `--confirm has to be "${word}" here, and "${said}" was said; nothing was removed.`,
  },
  ru: { wrong: (word, said) => `Здесь нужно --confirm "${word}", а указано «${said}»; ничего не удалено.` },
  ko: {
    wrong: (word, said) =>
      `여기서는 --confirm "${word}"라고 써야 하는데 다른 값("${said}")이 지정되어 아무것도 지우지 않았습니다.`,
  },
});

interface Begun {
  readonly id: OperationId;
  readonly who: Person;
  readonly locale: Locale;
  /** What was said beforehand. */
  readonly word: string;
}

/** Answers the operation's question with the word that was said beforehand; another word takes the operation back. */
export async function confirm({ id, who, locale, word }: Begun, engine: Begins, signal: AbortSignal): Promise<void> {
  const asked = await wordAsked(id, locale, engine, signal);
  if (asked === undefined) return;
  if (asked === word.trim()) return engine.answer(id, { yes: true }, who);
  await engine.cancel(id, who);
  throw new Failure('usage', (l) => say(l).wrong(asked, echo(word)));
}

/** The word of its question, as soon as it asks; undefined when it rests without having asked. */
async function wordAsked(id: OperationId, locale: Locale, engine: Begins, signal: AbortSignal) {
  for (;;) {
    const change = Promise.withResolvers<void>();
    const unwatch = engine.watch(id, () => change.resolve());
    const abort = () => change.reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    try {
      signal.throwIfAborted();
      const kept = await engine.read(id);
      const question = engine.question(kept, locale);
      if (question) return question.word;
      if (kept.head.state !== 'going' && kept.head.state !== 'waiting') return undefined;
      await change.promise;
    } finally {
      unwatch();
      signal.removeEventListener('abort', abort);
    }
  }
}
