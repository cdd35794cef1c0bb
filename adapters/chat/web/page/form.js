import { call } from './api.js';
import { combobox } from './combobox.js';
import { byId, el } from './dom.js';
import { drawView } from './draw.js';
import { setting } from './settings.js';
import { say } from './words.js';

/** @import { Choice, Field, Form } from '../../../../src/chat.ts' */
/** @import { Reply } from '../hear.ts' */

const hints = { size: 'sizeHint', duration: 'durationHint' };

/**
 * Shows a form until it is accepted or put away. A refusal is said inside it, and what was typed stays.
 * @param {Form} form
 * @param {(args: Record<string, string>) => Promise<Reply>} send
 */
export function showForm(form, send) {
  // The cast is true: the page's markup says <dialog id="dialog">.
  const dialog = /** @type {HTMLDialogElement} */ (byId('dialog'));
  const fields = form.fields.map((field) => drawField(form.command, field));
  const problem = el('div', { class: 'problem', role: 'alert' });
  const submit = el('button', { type: 'submit', class: 'primary' }, say('submit'));
  const cancel = el('button', { type: 'button' }, say('cancel'));
  const body = el(
    'form',
    { class: 'form', novalidate: true },
    el('h2', { id: 'dialog-title' }, el('bdi', {}, form.title)),
    form.note === undefined ? undefined : el('p', { class: 'note' }, form.note),
    ...fields.map(({ element }) => element),
    problem,
    el('div', { class: 'buttons' }, submit, cancel),
  );
  cancel.addEventListener('click', () => dialog.close());
  body.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (submit.getAttribute('aria-busy') === 'true') return;
    const args = Object.fromEntries(fields.flatMap(({ name, value }) => (value() === '' ? [] : [[name, value()]])));
    submit.setAttribute('aria-busy', 'true');
    problem.replaceChildren();
    try {
      const reply = await send(args);
      if (reply.kind === 'form') showForm(withTyped(reply.form, args), send);
      else if (reply.kind === 'view' && !reply.ok)
        problem.replaceChildren(drawView({ ...reply.view, buttons: [] }, { say, busy: () => false }));
      else dialog.close();
    } catch {
      problem.replaceChildren(el('p', {}, say('lost', { words: form.title })));
    } finally {
      submit.removeAttribute('aria-busy');
    }
  });
  dialog.replaceChildren(body);
  if (!dialog.open) dialog.showModal();
  fields.find(({ value }) => value() === '')?.focus();
}

/**
 * @param {Form} form
 * @param {Record<string, string>} typed
 * @returns {Form}
 */
const withTyped = (form, typed) => ({
  ...form,
  fields: form.fields.map((field) => ({ ...field, value: field.value ?? typed[field.name] ?? '' })),
});

let ids = 0;

/**
 * @param {string} command
 * @param {Field} field
 */
function drawField(command, field) {
  const id = `field-${++ids}`;
  const { name, label, kind, required } = field;
  if (kind === 'flag') {
    const box = /** @type {HTMLInputElement} */ (
      el('input', { id, type: 'checkbox', checked: !['', 'false', 'no', 'off'].includes(field.value ?? '') })
    );
    const element = el('div', { class: 'field flag' }, box, el('label', { for: id }, label));
    return {
      name,
      element,
      value: () => (box.checked ? 'true' : field.value ? 'false' : ''),
      focus: () => box.focus(),
    };
  }
  const about = el(
    'label',
    { for: id },
    label,
    required ? undefined : el('span', { class: 'quiet' }, ` · ${say('optional')}`),
  );
  if (kind === 'one-of' && !field.searchable) {
    const select = /** @type {HTMLSelectElement} */ (
      el(
        'select',
        { id },
        required && field.value ? undefined : el('option', { value: '' }, ''),
        ...(field.choices ?? []).map((choice) =>
          el(
            'option',
            { value: choice.value, selected: choice.value === field.value },
            choice.about === undefined ? choice.value : `${choice.value} · ${choice.about}`,
          ),
        ),
      )
    );
    return {
      name,
      element: el('div', { class: 'field' }, about, select),
      value: () => select.value,
      focus: () => select.focus(),
    };
  }
  const hint = kind === 'size' || kind === 'duration' ? say(hints[kind]) : undefined;
  const input = /** @type {HTMLInputElement} */ (
    el('input', {
      id,
      type: kind === 'secret' ? 'password' : 'text',
      inputmode: kind === 'whole' ? 'numeric' : undefined,
      autocomplete: kind === 'secret' ? 'new-password' : 'off',
      'aria-required': required ? 'true' : undefined,
      placeholder: hint,
    })
  );
  input.value = field.value ?? '';
  const list = field.searchable || field.choices?.length ? searchable(command, field, input) : undefined;
  return {
    name,
    element: el('div', { class: 'field' }, about, input, list),
    value: () => (kind === 'secret' ? input.value : input.value.trim()),
    focus: () => input.focus(),
  };
}

/**
 * @param {string} command
 * @param {Field} field
 * @param {HTMLInputElement} input
 */
function searchable(command, field, input) {
  /** @param {AbortSignal} signal @returns {Promise<readonly Choice[]>} */
  async function choices(signal) {
    const typed = input.value.trim();
    if (field.searchable)
      return call(
        '/choices',
        { command, field: field.name, typed, who: setting('who'), room: setting('room'), locale: setting('locale') },
        signal,
      );
    return (field.choices ?? []).filter(({ value }) => value.includes(typed));
  }
  return combobox(input, {
    eager: true,
    empty: field.searchable,
    label: () => field.label,
    find: async (signal) =>
      (await choices(signal)).map(({ value, about }) => ({
        label: value,
        about,
        take() {
          input.value = value;
        },
      })),
  }).list;
}
