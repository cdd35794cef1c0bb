import { randomUUID } from 'node:crypto';
import { draw } from '../../adapters/chat/terminal/draw.ts';
import { openWeb } from '../../adapters/chat/web/chat.ts';
import type { Reply } from '../../adapters/chat/web/hear.ts';
import type { Message } from '../../adapters/chat/web/messages.ts';
import { type Role, roles } from '../../adapters/chat/web/people.ts';
import type { Form, Invocation, View } from '../../src/kit.ts';
import { silent } from '../../src/log.ts';
import type { Room, Who } from '../contract/approval-stage.ts';
import { virtualClock } from '../engine/virtual-clock.ts';
import { visitor } from './visitor.ts';

const parts: Readonly<Partial<Record<Who, Role>>> = { ann: 'requester', bob: 'approver', eve: 'outsider' };
const roleOf = (who: Who): Role => {
  const role = parts[who];
  if (!role) throw new Error(`the page has nobody like ${who}`);
  return role;
};

export interface WebRoom extends Room {
  /** Reads over HTTP what each of them sees now: what is said and seen is as of then. */
  look(): Promise<void>;
  /** What this person sees, in order. */
  sees(who: Who): readonly Message[];
  /** How the card reads for this person; each of them, should there be several. */
  cards(who: Who): readonly string[];
  /** On the card as it was looked at, with the id that the page gives a press: the same one again is the same press. */
  pressAs(who: Who, button: string, id: string): Promise<Reply>;
}

/** The page with three of the cast: whoever asks, whoever approves, and somebody from outside. */
export function webRoom(): WebRoom {
  const clock = virtualClock();
  const seen = new Map<Role, readonly Message[]>();
  const told = new Map<Role, string[]>();
  const forms = new Map<Role, { readonly form: Form; readonly id: string }>();
  let url = '';
  let calls = 0;

  async function look() {
    for (const role of roles) seen.set(role, await visitor(url, role).messages());
  }
  const sees = (who: Who) => seen.get(roleOf(who)) ?? [];
  const card = (): Message => {
    const found = sees('ann').find(({ id }) => id.endsWith('.card'));
    if (!found) throw new Error('there is no card');
    return found;
  };

  async function hear(who: Who, body: unknown, more: object = {}): Promise<Reply> {
    const role = roleOf(who);
    calls += 1;
    try {
      const response = await visitor(url, role).hear(body, more);
      // What the server answers is what `hear` says; a test reads it at once.
      const reply = (await response.json()) as Reply;
      if (reply.kind === 'view') told.set(role, [...(told.get(role) ?? []), textOf(reply.view)]);
      if (reply.kind === 'form') forms.set(role, { form: reply.form, id: reply.id });
      return reply;
    } finally {
      calls -= 1;
    }
  }
  const pressOn = (who: Who, message: Message, button: string, more: object = {}) =>
    hear(who, { press: pressOf(message, button) }, { under: message.id, ...more });

  return {
    ...{ chat: 'web', clock, impostors: [], look, sees, seen: card },
    idOf: (who) => `web:local:${parts[who] ?? who}`,
    group: 'web:local:nobody',
    async open(memory) {
      const config = { WEB_HOST: '127.0.0.1', WEB_PORT: 0, WEB_REAL_CLOUDS: [] };
      const chat = await openWeb(config, memory, silent, clock.now);
      return {
        chat,
        async listen(desk) {
          await chat.listen(desk);
          url = chat.address?.() ?? '';
        },
        hears: () => undefined,
        busy: () => false,
        abandon: () => chat.close(),
      };
    },
    command: async (who, name, args) =>
      void (await hear(who, { words: [`/${name}`, ...Object.values(args)].join(' ') })),
    async press(who, button, how) {
      if (!how) await look();
      await pressOn(who, (how?.seen as Message | undefined) ?? card(), button);
    },
    pressAs: (who, button, id) => pressOn(who, card(), button, { id }),
    async fillIn(who, values) {
      const open = forms.get(roleOf(who));
      if (!open) throw new Error(`no form is open before ${who}`);
      const { form, id } = open;
      const args = form.fields.flatMap(({ name, label, value }) => {
        const filled = values[label] ?? value;
        return filled === undefined ? [] : [[name, filled]];
      });
      await hear(who, { filled: { command: form.command, args: Object.fromEntries(args) } }, { under: id });
    },
    async pressTold(who, button) {
      await look();
      const last = sees(who).findLast(({ only }) => only !== undefined && only === `web:local:${roleOf(who)}`);
      if (!last) throw new Error(`${who} was told nothing`);
      await pressOn(who, last, button);
    },
    cards: (who) => viewsOf(sees(who).filter(({ id }) => id.endsWith('.card'))),
    said: () => viewsOf(sees('ann').filter(({ only }) => only === undefined)),
    replies: () =>
      sees('ann')
        .filter(({ id, thread }) => id.startsWith('post:') && thread === card().id)
        .map((message) => ({ text: viewsOf([message]).join(''), calls: [] })),
    told: (who) => told.get(roleOf(who)) ?? [],
    leave: () => undefined,
    busy: () => calls > 0,
  };
}

export const newPress = (): string => randomUUID();

const viewsOf = (messages: readonly Message[]): readonly string[] =>
  messages.flatMap(({ body }) => ('view' in body ? [textOf(body.view)] : []));

/** As a person reads it, with its buttons. */
const textOf = (view: View): string =>
  [
    ...draw(view, { locale: 'en', typed: () => '', buttons: false }),
    ...(view.buttons ?? []).map(({ label }) => `[${label}]`),
  ].join('\n');

function pressOf({ body }: Message, button: string): Invocation {
  const found = 'view' in body ? body.view.buttons?.find(({ label }) => label === button) : undefined;
  if (!found) throw new Error(`there is no button "${button}"`);
  return found.press;
}
