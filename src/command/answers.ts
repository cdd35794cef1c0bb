import type { Answer } from '../chat.ts';
import { Failure, reasonOf } from '../failure.ts';
import type { Log } from '../log.ts';
import { type Locale, phrases } from '../phrases.ts';
import { withoutSecrets } from '../secret.ts';
import type { Button, View } from '../view/view.ts';
import type { Asked } from './parse.ts';

const say = phrases({
  en: {
    bug: (id: string) => `Something is wrong in Hoist itself; if you report it, quote ${id}.`,
    aborted: 'Nobody waited for the answer any more.',
  },
  ru: {
    bug: (id) => `Ошибка в самом Hoist; если сообщите о ней, назовите ${id}.`,
    aborted: 'Ответа больше никто не ждал.',
  },
  ko: {
    bug: (id) => `Hoist 자체에 문제가 생겼습니다. 알릴 때 이 번호를 함께 적어 주세요: ${id}.`,
    aborted: '더 이상 답을 기다리는 사람이 없습니다.',
  },
});

/** A failure as an answer: one sentence, what helps, and the nearest things that work. Our own bugs get an id. */
export function failed(
  error: unknown,
  locale: Locale,
  turn: { readonly asked: Asked | undefined; readonly log: Log; readonly aborted: boolean },
): Answer {
  const cloud = turn.asked?.given.cloud;
  const known = error instanceof Failure ? error : unexpected(error, turn);
  const reason = reasonOf(known, known.phrase);
  const hint = known.hint?.(locale);
  const buttons = known.next.map(
    ({ label, press }): Button => ({
      label: label[locale],
      press:
        cloud === undefined || press.args.cloud !== undefined || isHelp(press.command) ? press : inCloud(press, cloud),
    }),
  );
  const view: View = {
    title: known.phrase(locale),
    tone: 'bad',
    blocks: hint ? [{ kind: 'note', text: hint }] : [],
    ...(buttons.length > 0 ? { buttons } : {}),
  };
  return { kind: 'view', view, outcome: { ok: false, reason } };
}

function unexpected(error: unknown, turn: Parameters<typeof failed>[2]): Failure {
  if (turn.aborted) return new Failure('cancelled', (l) => say(l).aborted);
  const id = `bug-${crypto.randomUUID().slice(0, 8)}`;
  turn.log.error({ bug: id, err: withoutSecrets(error, secretsIn(turn.asked)) }, 'a command failed unexpectedly');
  return new Failure('bug', (l) => say(l).bug(id), { cause: error });
}

const secretsIn = (asked: Asked | undefined): readonly string[] =>
  Object.entries(asked?.given ?? {}).flatMap(([name, value]) =>
    asked?.command.args[name]?.kind === 'secret' ? [value] : [],
  );

/** What is offered stays in the cloud that was spoken of. */
const inCloud = (press: Button['press'], cloud: string): Button['press'] => ({
  command: press.command,
  args: { ...press.args, cloud },
});
const isHelp = (command: string): boolean => command === 'hoist help';
