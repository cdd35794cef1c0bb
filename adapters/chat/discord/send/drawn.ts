import { type Form, type Invocation, type Locale, type Log, phrases, type View, writePress } from '#kit';
import { clip } from '../draw/clip.ts';
import { escaped } from '../draw/escape.ts';
import type { IsRole } from '../draw/mention.ts';
import { drawMessage } from '../draw/message.ts';
import { messageFaults } from '../limits/message.ts';
import { buttonStyle, component, componentsV2, limits } from '../limits/table.ts';
import type { Remembered } from './remember.ts';

/** Draws what is to be said, and sees to it that Discord will take it and that its buttons will be understood. */
export interface Drawing {
  view(view: View, locale: Locale): Promise<Body>;
  /** Words and a button that opens the form: where a form itself cannot be shown, or not any more. */
  door(form: Form, locale: Locale): Promise<Body>;
}

export interface Body {
  readonly flags: number;
  readonly components: readonly object[];
  readonly allowed_mentions: object;
}

export interface Manner {
  readonly remembered: Remembered;
  readonly log: Log;
  readonly isRole: IsRole;
  /** What Discord would refuse is thrown, as tests want it; otherwise less is said. */
  readonly strict: boolean;
}

const say = phrases({
  en: {
    fill: 'Fill in',
    cut: 'The rest has no room here; `/op show` and `--json` in a terminal show all of it.',
  },
  ru: {
    fill: 'Заполнить',
    cut: 'Остальное сюда не поместилось; целиком — через `/op show` или `--json` в терминале.',
  },
  ko: {
    fill: '입력하기',
    cut: '나머지는 여기에 담을 수 없습니다. `/op show` 또는 터미널의 `--json`으로 모두 볼 수 있습니다.',
  },
});

export function createDrawing({ remembered, log, isRole, strict }: Manner): Drawing {
  async function checked(body: Body, title: string, locale: Locale): Promise<Body> {
    const faults = messageFaults(body);
    if (faults.length === 0) return body;
    if (strict) throw new Error(`Discord would refuse this message: ${faults.join('; ')}`);
    log.error({ faults }, 'a message was over the limits and is said shorter');
    return short(title, locale);
  }

  return {
    async view(view, locale) {
      const kept = new Map<string, Invocation>();
      const write = (press: Invocation) => {
        const { text, keep } = writePress(press, limits.customId.most);
        if (keep) kept.set(keep.key, keep.value);
        return text;
      };
      const body = drawMessage(view, locale, write, isRole);
      // Before anybody can press it.
      for (const [key, press] of kept) await remembered.keepPress(key, press);
      return checked(body, view.title, locale);
    },
    async door(form, locale) {
      const key = await remembered.keepForm(form);
      const view: View = {
        title: form.title,
        tone: 'waiting',
        blocks: form.note === undefined ? [] : [{ kind: 'text', text: form.note }],
      };
      const drawn = drawMessage(view, locale, () => '');
      const button = {
        ...{ type: component.button, style: buttonStyle.primary },
        ...{ label: say(locale).fill, custom_id: formId(key) },
      };
      const row = { type: component.row, components: [button] };
      return checked({ ...drawn, components: [...drawn.components, row] }, form.title, locale);
    },
  };
}

/** What a form, and the button that opens it, is called with Discord. */
export const formId = (key: string): string => `form:${key}`;
export const formKey = (id: string): string | undefined => /^form:([\w-]+)$/.exec(id)?.[1];

const short = (title: string, locale: Locale): Body => ({
  flags: componentsV2,
  components: [{ type: component.text, content: `${clip(title, 1_000, escaped)}\n-# ${say(locale).cut}` }],
  allowed_mentions: { parse: [] },
});
