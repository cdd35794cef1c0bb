import type { Person } from '../chat.ts';
import { slashIn } from '../command/slash.ts';
import { type Phrase, phrases } from '../phrases.ts';
import type { Head, Kept } from '../store.ts';
import { clock, duration } from '../view/quantities.ts';
import { type Called, called, type View } from '../view/view.ts';
import { courseOf } from './course.ts';
import type { Entry } from './journal.ts';
import type { AnyOperation } from './operation.ts';

const say = phrases({
  en: {
    waits: (what: string) => `Waits for approval: ${what}`,
    asks: (name: string, what: string) => `${name} asks again: ${what}`,
    left: (time: string, until: string) =>
      `${time} left, until ${until}. The buttons are on the card; to approve in words:`,
  },
  ru: {
    waits: (what) => `Ждёт одобрения: ${what}`,
    asks: (name, what) => `${name} спрашивает ещё раз: ${what}`,
    left: (time, until) => `Осталось ${time}, до ${until}. Кнопки на карточке; одобрить словами:`,
  },
  ko: {
    waits: (what) => `승인 대기 중: ${what}`,
    asks: (name, what) => `${name} 님이 다시 요청함: ${what}`,
    left: (time, until) => `${time} 남음, ${until}까지. 버튼은 카드에 있습니다. 직접 입력해 승인하려면:`,
  },
});

/** The short reply at the end that calls the person who asked. */
export function pingView(operation: AnyOperation | undefined, { head, entries }: Kept, card: View): View {
  const course = courseOf(entries);
  const input = operation?.input.safeParse(head.input);
  const ending =
    operation && input?.success && course.ended?.outcome === 'done'
      ? operation.tell.done(course.ended.value, input.data, head.locale)
      : undefined;
  const to = [...(ending?.calls ?? []), called(head.who)];
  return { title: ending?.ping ?? card.title, tone: card.tone, blocks: [], to, locale: head.locale };
}

interface On {
  asked(head: Head, agreed: readonly Person[]): readonly Called[];
  title(head: Head): Phrase;
  readonly now: number;
}

type Reminded = Extract<Entry, { readonly kind: 'reminded' }>;

/** Calls those who are asked; nothing where the answer has come, or can come no more. */
export function reminderView({ head, entries }: Kept, { step, by }: Reminded, on: On): View | undefined {
  const { locale } = head;
  const words = say(locale);
  const passed = courseOf(entries).steps.get(step);
  const until = passed?.began.until ?? 0;
  if (head.state !== 'waiting' || until <= on.now) return undefined;
  const what = on.title(head)(locale);
  const to = on.asked(head, passed?.agreed.map((one) => one.by) ?? []);
  return {
    title: by ? words.asks(by.name, what) : words.waits(what),
    tone: 'waiting',
    blocks: [
      { kind: 'note', text: words.left(duration(until - on.now, locale), clock(until)) },
      { kind: 'code', code: `${slashIn(head.where)}approve yes ${head.id}` },
    ],
    locale,
    ...(to.length > 0 ? { to } : {}),
  };
}
