import { type Form, type Locale, phrases } from '#kit';
import { limits } from '../limits/table.ts';
import { cut, escaped, oneLine, plainText, shown } from './escape.ts';
import type { Message } from './message.ts';
import { prose } from './rich.ts';

const say = phrases({
  en: { fillIn: 'Fill in the form' },
  ru: { fillIn: 'Заполнить форму' },
  ko: { fillIn: '입력 창 열기' },
});

/** The action id of the button that opens a kept form; its value is the form's id. */
export const opensForm = 'opens-form';

/** A form where none can be opened: what it asks for, and a button that opens it. */
export function drawAsking(form: Form, id: string, locale: Locale): Message {
  const title = oneLine(form.title) || `/${form.command}`;
  const said = [title, ...(form.note ? [shown(form.note)] : [])].join('\n');
  return {
    text: escaped(cut(said, 3000)),
    blocks: [
      prose(said, 2900),
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: opensForm,
            text: plainText(say(locale).fillIn, limits.button.text),
            value: id,
            style: 'primary',
          },
        ],
      },
    ],
  };
}
