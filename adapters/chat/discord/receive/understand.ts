import { type Answer, type Heard, type Phrase, phrases, readPress, said } from '#kit';
import { unshown } from '../draw/form.ts';
import { formKey } from '../send/drawn.ts';
import type { Remembered } from '../send/remember.ts';
import type { Did } from './wire.ts';

/** What something that was done means: something for the desk, or an answer that needs no desk. */
export type Understood =
  | { readonly body: Heard['body']; readonly secrets: readonly string[] }
  | { readonly answer: (locale: Heard['locale']) => Answer };

type Shown = Extract<Answer, { kind: 'view' }>;

const say = phrases({
  en: {
    oldButton: 'This button is too old: I no longer know what it does',
    oldForm: 'This form is too old: I no longer know what it asks',
    again: 'Say the command again.',
    strange: 'I do not understand this; perhaps it comes from another version of me',
    refill: 'I was restarted while your form was on its way, and secrets are not kept',
    fillAgain: 'Fill it in again: say the command once more.',
    unkept: 'I cannot write anything down just now, so nothing was done',
    later: 'Say it again in a moment. If this stays, my disk may be full.',
  },
  ru: {
    oldButton: 'Кнопка слишком старая: я уже не знаю, что она делает',
    oldForm: 'Форма слишком старая: я уже не знаю, о чём в ней спрашивали',
    again: 'Введите команду ещё раз.',
    strange: 'Этого я не понимаю; возможно, это от другой моей версии',
    refill: 'Пока ваша форма была в пути, меня перезапустили, а секреты не хранятся',
    fillAgain: 'Заполните её ещё раз: введите команду снова.',
    unkept: 'Сейчас я ничего не могу записать, поэтому ничего не сделано',
    later: 'Повторите чуть позже. Если не пройдёт, возможно, у меня кончилось место на диске.',
  },
  ko: {
    oldButton: '너무 오래된 버튼이라 무엇을 하는지 알 수 없습니다',
    oldForm: '너무 오래된 양식이라 무엇을 묻는지 알 수 없습니다',
    again: '명령을 다시 입력하세요.',
    strange: '이해할 수 없는 요청입니다. 다른 버전에서 온 것일 수 있습니다',
    refill: '양식이 전송되는 동안 다시 시작되었고, 비밀 값은 보관하지 않습니다',
    fillAgain: '명령을 다시 입력해 양식을 다시 작성하세요.',
    unkept: '지금은 아무것도 기록할 수 없어 실행하지 않았습니다',
    later: '잠시 후 다시 입력하세요. 계속되면 디스크가 가득 찼을 수 있습니다.',
  },
});

export async function understand(did: Exclude<Did, { kind: 'typing' }>, remembered: Remembered): Promise<Understood> {
  if (did.kind === 'command') {
    const { command, args } = did.said;
    return { body: { filled: { command, args } }, secrets: [] };
  }
  const key = formKey(did.kind === 'press' ? did.button : did.form);
  const form = key === undefined ? undefined : await remembered.form(key);
  if (did.kind === 'submit') {
    if (!form) return { answer: refusal((l) => say(l).oldForm) };
    const args = { ...unshown(form), ...did.args };
    const secrets = form.fields.filter(({ kind }) => kind === 'secret').map(({ name }) => name);
    return { body: { filled: { command: form.command, args } }, secrets };
  }
  if (form) return { answer: () => ({ kind: 'form', form }) };
  const read = readPress(did.button);
  const press = read && 'kept' in read ? await remembered.press(read.kept) : read;
  return press ? { body: { press }, secrets: [] } : { answer: refusal((l) => say(l).oldButton) };
}

export const strange = refusal((l) => say(l).strange);

export const refill = refusal(
  (l) => say(l).refill,
  (l) => say(l).fillAgain,
);

/** It could not be kept, so it was not even begun. */
export const unkept = refusal(
  (l) => say(l).unkept,
  (l) => say(l).later,
);

/** A refusal in one sentence, and what to do instead. */
function refusal(words: Phrase, hint: Phrase = (l) => say(l).again): (locale: Heard['locale']) => Shown {
  return (locale) => ({
    kind: 'view',
    view: { title: words(locale), tone: 'bad', blocks: [{ kind: 'note', text: hint(locale) }] },
    outcome: { ok: false, reason: { code: 'usage', said: said(words), hint: said(hint) } },
  });
}
