import type { Answer } from '../chat.ts';
import { type Locale, phrases } from '../phrases.ts';
import type { View } from '../view/view.ts';
import type { Asked } from './parse.ts';
import { print } from './print.ts';

const say = phrases({
  en: { start: 'Do it', would: 'This would be done; nothing has been yet.' },
  ru: { start: 'Выполнить', would: 'Это было бы сделано; пока ничего не сделано.' },
  ko: { start: '실행', would: '이렇게 실행될 예정이며 아직 아무것도 하지 않았습니다.' },
});

/** Thrown where something would be done at once, so that `--plan` never does it. */
export class OnlyPlanned extends Error {
  override readonly name = 'OnlyPlanned';
}

/** The plan with a button that does it; secrets are not kept in a button, a form asks for them again. */
export function withStart(view: View, asked: Asked, locale: Locale): View {
  const { command } = asked;
  const style = command.danger === 'removes' ? ('danger' as const) : ('primary' as const);
  const press = { command: command.name, args: withoutPlan(asked) };
  return { ...view, buttons: [{ label: say(locale).start, press, style }, ...(view.buttons ?? [])] };
}

/** The plan of a command that is no operation: what it is about, and the line that does it. */
export function planOf(asked: Asked, locale: Locale, slash: string): Answer {
  const line = print(asked.command, withoutPlan(asked), slash);
  const view: View = {
    title: asked.command.about(locale),
    tone: 'plain',
    blocks: [
      { kind: 'code', code: line },
      { kind: 'note', text: say(locale).would },
    ],
  };
  return { kind: 'view', view: withStart(view, asked, locale), outcome: { ok: true }, data: { line } };
}

const withoutPlan = ({ command, given }: Asked): Asked['given'] =>
  Object.fromEntries(
    Object.entries(given).filter(([name]) => name !== 'plan' && command.args[name]?.kind !== 'secret'),
  );
