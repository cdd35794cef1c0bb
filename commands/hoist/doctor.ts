import {
  type Answer,
  type Block,
  type Cloud,
  defineCommand,
  type Finding,
  phrases,
  reasonOf,
  said,
  type Turn,
} from '#kit';

const say = phrases({
  en: {
    about: 'Check what works, what is missing and how to mend it',
    well: 'Everything works',
    ill: (count: number) => (count === 1 ? '1 thing needs mending' : `${count} things need mending`),
    silent: 'It does not answer',
    mend: (line: string) => `To mend it: ${line}`,
  },
  ru: {
    about: 'Проверить, что работает, чего не хватает и как это исправить',
    well: 'Всё работает',
    ill: (count) => `Нужно исправить: ${count}`,
    silent: 'Не отвечает',
    mend: (line) => `Как исправить: ${line}`,
  },
  ko: {
    about: '무엇이 되고 무엇이 빠졌는지, 어떻게 고치는지 점검',
    well: '모두 정상입니다',
    ill: (count) => `고칠 것이 ${count}가지 있습니다`,
    silent: '응답하지 않습니다',
    mend: (line) => `고치는 방법: ${line}`,
  },
});

const atMost = 20_000;

export default defineCommand({
  name: 'hoist doctor',
  about: (l) => say(l).about,
  permission: 'hoist:doctor',
  danger: 'reads',
  examples: ['hoist doctor'],
  args: {},
  async run(_, turn): Promise<Answer> {
    const parts = await Promise.all(
      [...(await turn.checkup()), ...turn.clouds].map(async (part) => ({
        name: part.name,
        findings: await look(part, turn),
      })),
    );
    const ill = parts.flatMap(({ findings }) => findings).filter(({ ok }) => !ok).length;
    const title = ill === 0 ? say(turn.locale).well : say(turn.locale).ill(ill);
    return {
      kind: 'view',
      view: {
        title,
        tone: ill === 0 ? 'good' : 'bad',
        blocks: parts.flatMap(({ name, findings }) => [
          { kind: 'text' as const, text: name },
          ...findings.flatMap((each) => lines(each, turn)),
        ]),
      },
      outcome:
        ill === 0 ? { ok: true } : { ok: false, reason: { code: 'unavailable', said: said((l) => say(l).ill(ill)) } },
      data: parts.map(({ name, findings }) => ({
        name,
        findings: findings.map(({ ok, what, mend }) => ({ ok, what: what(turn.locale), mend: mend?.(turn.locale) })),
      })),
    };
  },
});

/** What fails to look at itself is a finding like any other. */
async function look(part: Pick<Cloud, 'check'>, { signal }: Turn): Promise<readonly Finding[]> {
  try {
    return await part.check(AbortSignal.any([signal, AbortSignal.timeout(atMost)]));
  } catch (error) {
    const reason = reasonOf(error, (l) => say(l).silent);
    return [
      { ok: false, what: (l) => reason.said[l], ...(reason.hint ? { mend: (l) => reason.hint?.[l] ?? '' } : {}) },
    ];
  }
}

function lines({ ok, what, mend }: Finding, { locale }: Turn): readonly Block[] {
  const line: Block = { kind: 'text', text: `${ok ? '✓' : '✗'} ${what(locale)}` };
  return ok || !mend ? [line] : [line, { kind: 'note', text: say(locale).mend(mend(locale)) }];
}
