import {
  type Answer,
  type Button,
  type Desk,
  type Heard,
  type Invocation,
  type Locale,
  clock as timeOf,
  type View,
} from '#kit';
import type { Profiles } from './profiles.ts';
import { sentence } from './understand.ts';
import { words } from './words.ts';

/** What the Home tab says: what can be done, and everybody's machines, one's own first. */
export interface Board {
  /** Nothing for those who are shown nothing. */
  for(user: string, team: string, signal: AbortSignal): Promise<readonly [Locale, readonly View[]]>;
  /** Is that what the tab shows? Then it is shown there. */
  isAsked(body: Heard['body'] | { readonly opens: string }): boolean;
}

interface Options {
  readonly desk: Desk;
  readonly profiles: Profiles;
  readonly now: () => number;
}

const list: Invocation = { command: 'gpu list', args: {} };
const start: Invocation = { command: 'gpu start', args: {} };
const operations: Invocation = { command: 'op list', args: {} };

export function createBoard({ desk, profiles, now }: Options): Board {
  let asked = 0;

  /** Of each cloud, where there are several. */
  async function machines(
    by: Pick<Heard, 'who' | 'where' | 'locale'>,
    signal: AbortSignal,
  ): Promise<readonly Answer[]> {
    const { who, where, locale } = by;
    const found = await desk.choices(list.command, 'cloud', '', who, where, locale, signal);
    const presses = found.length > 1 ? found.map(({ value }) => ({ ...list, args: { cloud: value } })) : [list];
    return Promise.all(
      presses.map((press) => {
        const id = `slack:home:${who.id}:${now()}:${++asked}`;
        return desk.hear({ id, ...by, body: { press } }, signal);
      }),
    );
  }

  return {
    isAsked: (body) => 'press' in body && body.press.command === list.command,
    async for(user, team, signal) {
      const { person: who, locale: spoken, kind } = await profiles.of(user, team);
      if (kind === 'bot') return [spoken, []];
      if (kind !== 'member') return [spoken, [sentence((l) => words(l)[kind], spoken)]];
      const answers = await machines({ who, where: { chat: 'slack', channel: user }, locale: spoken }, signal);
      const locale = answers[0]?.locale ?? spoken;
      const views = answers.flatMap((answer) => (answer.kind === 'view' ? [answer.view] : []));
      return [locale, [top(locale, now(), views.every(isEmpty)), ...views.map(withoutStart)]];
    },
  };
}

/** Where there is nothing, the list offers to start something. */
const startsOne = ({ press }: Button): boolean => press.command === start.command;
const isEmpty = ({ blocks, buttons = [] }: View): boolean => blocks.length === 0 && buttons.some(startsOne);

/** The tab itself offers that, in one place for all clouds. */
const withoutStart = (view: View): View => ({
  ...view,
  buttons: (view.buttons ?? []).filter((one) => !startsOne(one)),
});

function top(locale: Locale, at: number, empty: boolean): View {
  const say = words(locale);
  return {
    title: say.home,
    tone: 'plain',
    blocks: [
      ...(empty ? [{ kind: 'text' as const, text: say.nothingYet }] : []),
      { kind: 'note', text: say.asOf(timeOf(at)) },
    ],
    buttons: [
      { label: say.start, press: start, style: 'primary' },
      { label: say.operations, press: operations },
      { label: say.refresh, press: list },
    ],
  };
}
