import type { Kept } from '../store.ts';
import type { View } from '../view/view.ts';
import { courseOf } from './course.ts';
import type { AnyOperation } from './operation.ts';

/** The short reply at the end that calls the person who asked. */
export function pingView(operation: AnyOperation | undefined, { head, entries }: Kept, card: View): View {
  const course = courseOf(entries);
  const input = operation?.input.safeParse(head.input);
  const words =
    operation && input?.success && course.ended?.outcome === 'done'
      ? operation.tell.done(course.ended.value, input.data, head.locale).ping
      : undefined;
  return { title: words ?? card.title, tone: card.tone, blocks: [], to: head.who, locale: head.locale };
}
