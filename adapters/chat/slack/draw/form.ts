import type { types } from '@slack/bolt';
import type { Field, Form, Locale, View } from '#kit';
import { limits } from '../limits/table.ts';
import { note, pressing } from './buttons.ts';
import { classicBlocks } from './classic.ts';
import { cut, oneLine, plainText } from './escape.ts';
import { element } from './field.ts';
import { blockOf } from './read-form.ts';
import { fitted, type Write } from './room.ts';
import { words } from './words.ts';

export { drawOptions } from './field.ts';
export { fieldOf, formErrors, readForm } from './read-form.ts';

/** The callback id of every form. */
export const formId = 'form';

/** Of 100 blocks; the others are the text above the fields and the line below them. */
const mostFields = 90;

export function drawForm(
  form: Form,
  locale: Locale,
  { privateMetadata }: { readonly privateMetadata: string },
): types.ModalView {
  const fields = form.fields.slice(0, mostFields);
  const title = oneLine(form.title);
  const short = title !== '' && cut(title, limits.view.title) === title;
  const first = fields.find(({ required, value }) => required && !value)?.name;
  return {
    type: 'modal',
    callback_id: formId,
    private_metadata: privateMetadata,
    // What a command is about is a sentence; the title bar has room for its name.
    title: plainText(short ? title : `/${form.command}`, limits.view.title),
    submit: plainText(words(locale).submit, limits.view.submit),
    close: plainText(words(locale).cancel, limits.view.close),
    blocks: [
      ...(short || title === '' ? [] : [said(form.title)]),
      ...(form.note ? [said(form.note)] : []),
      ...fields.map((field) => input(field, locale, field.name === first)),
      ...(form.fields.length > fields.length ? [note(words(locale).tooLong, 300)] : []),
    ],
  };
}

/** Opened at once, while the form is still being filled: a door that Slack opens closes after three seconds. */
export const drawLoading = (locale: Locale): types.ModalView => ({
  type: 'modal',
  callback_id: formId,
  title: plainText(words(locale).loadingTitle, limits.view.title),
  close: plainText(words(locale).close, limits.view.close),
  blocks: [said(words(locale).loading)],
});

/** An answer in place of the form that was expected: what happened, and the buttons that go on from there. */
export function drawNotice(view: View, locale: Locale, write: Write): types.ModalView {
  const blocks = fitted(
    (room) => classicBlocks(view, room, pressing(locale, write), room.rows),
    (drawn) => drawn.length <= limits.blocks.modal,
  );
  return { ...drawLoading(locale), blocks: [...blocks] };
}

function input(field: Field, locale: Locale, focus: boolean): types.InputBlock {
  const { kind, label, required, name } = field;
  const hint = hintOf(kind, locale);
  return {
    type: 'input',
    block_id: blockOf(name),
    label: plainText(oneLine(label) || name, 200),
    // A box that is not ticked is an answer too.
    optional: kind === 'flag' || !required,
    ...(hint === undefined ? {} : { hint: plainText(hint, limits.input.hint) }),
    element: { ...element(field, locale), ...(focus ? { focus_on_load: true } : {}) },
  };
}

function hintOf(kind: Field['kind'], locale: Locale): string | undefined {
  const { sizeHint, durationHint, secretHint } = words(locale);
  return {
    size: sizeHint,
    duration: durationHint,
    secret: secretHint,
    text: undefined,
    whole: undefined,
    flag: undefined,
    'one-of': undefined,
  }[kind];
}

const said = (text: string): types.SectionBlock => ({ type: 'section', text: plainText(text, limits.section.text) });
