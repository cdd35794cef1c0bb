import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Chat, Desk, Field, Form, Heard, Person, Place, View } from '../../src/kit.ts';
import { fixtures } from '../golden/views.ts';

/** One chat with a person in front of it. What is shown is read as a person reads it: text without markup. */
export interface Seat {
  readonly chat: Chat;
  readonly place: Place;
  readonly person: Person;
  /** An account there that is no person's. */
  readonly bot?: string;
  /** Messages in order, the oldest first. */
  shown(): Promise<readonly string[]>;
  /** What the platform would have refused: too long, too many, not allowed. */
  refused(): readonly string[];
  /** Nothing that was written can be taken back there: a changed message comes once more, below. */
  readonly scrolls?: true;
  /** Nothing stands between the person and the chat that could bring an event twice. */
  readonly direct?: true;
  /** The person types; the same event again is the platform sending it twice. */
  say(words: string, event: string): Promise<void>;
  /** The person presses the button with this label in the newest message. */
  press?(label: string, event: string): Promise<void>;
  /** Labels of the fields in the form that is open, in order. */
  form?(): Promise<readonly string[]>;
  /** How many fields the platform has room for in one form, where that is few: the chat chooses which. */
  readonly formRoom?: number;
  /** The person writes into fields by their label and sends the form. */
  fill?(values: Readonly<Record<string, string>>, event: string): Promise<void>;
  close(): Promise<void>;
}

const plain: View = { title: 'First words', tone: 'plain', blocks: [] };
const kinds = ['text', 'whole', 'flag', 'one-of', 'secret', 'size', 'duration'] as const satisfies Field['kind'][];

const everyKind: Form = {
  command: 'gpu start',
  title: 'One of each',
  fields: kinds.map((kind) => ({
    name: kind,
    label: `A ${kind}`,
    kind,
    required: kind === 'text',
    searchable: false,
    ...(kind === 'one-of' ? { choices: [{ value: 'one' }, { value: 'other' }] } : {}),
  })),
};

/** What every chat promises, whatever it is drawn with. `sit` opens it with this desk, listening. */
export function chatContract(name: string, sit: (desk: Desk) => Promise<Seat>): void {
  describe(`chat ${name}`, () => {
    const heard: Heard[] = [];
    let answer: Answer;
    let seat: Seat;

    beforeEach(async () => {
      heard.length = 0;
      answer = { kind: 'view', view: plain, outcome: { ok: true } };
      seat = await sit({
        hear: async (said) => {
          heard.push(said);
          return answer;
        },
        complete: async () => [],
        catalogue: async () => [],
        choices: async () => [],
      });
    });
    afterEach(() => seat.close());

    it.each(fixtures.map((fixture) => [fixture.name, fixture.view] as const))(
      'draws %s within its limits',
      async (key, view) => {
        await seat.chat.post(seat.place, view, key);

        expect((await seat.shown()).at(-1)).toContain([...view.title].slice(0, 12).join(''));
        expect(seat.refused()).toEqual([]);
      },
    );

    it('makes one message of one key, however often it is posted', async () => {
      const first = await seat.chat.post(seat.place, plain, 'op-1');
      const again = await seat.chat.post(seat.place, plain, 'op-1');

      expect(again).toBe(first);
      expect((await seat.shown()).filter((text) => text.includes(plain.title))).toHaveLength(1);
    });

    it('changes a message where it stands', async () => {
      const ref = await seat.chat.post(seat.place, plain, 'op-1');
      await seat.chat.post(seat.place, { ...plain, title: 'Something after' }, 'op-2');

      await seat.chat.edit(seat.place, ref, { ...plain, title: 'Last words' });

      const shown = await seat.shown();
      if (seat.scrolls) return expect(shown.at(-1)).toContain('Last words');
      expect(shown.some((text) => text.includes(plain.title))).toBe(false);
      expect(shown.findIndex((text) => text.includes('Last words'))).toBeLessThan(
        shown.findIndex((text) => text.includes('Something after')),
      );
    });

    it('brings words to the desk and shows the answer', async () => {
      await seat.say('gpu list', 'event-0001');

      expect(heard[0]).toMatchObject({ who: seat.person, where: seat.place, body: { words: 'gpu list' } });
      expect((await seat.shown()).some((text) => text.includes(plain.title))).toBe(true);
    });

    it('brings a redelivered event under the same id', async ({ skip }) => {
      if (seat.direct) return skip('nothing there could bring it twice');
      await seat.say('gpu list', 'event-0001');
      await seat.say('gpu list', 'event-0001');
      await seat.say('gpu list', 'event-0002');

      const ids = heard.map(({ id }) => id);
      expect(new Set(ids).size).toBe(2);
      expect(ids[0]).not.toBe(ids.at(-1));
    });

    it('gives back the invocation of the button that was pressed', async ({ skip }) => {
      if (!seat.press) return skip('has no buttons');
      const press = { command: 'gpu stop', args: { machine: 'id-1', note: '"<&> `* 한' } };
      await seat.chat.post(seat.place, { ...plain, buttons: [{ label: 'Stop it', press }] }, 'op-1');

      await seat.press('Stop it', 'event-0003');

      expect(heard.at(-1)).toMatchObject({ who: seat.person, body: { press } });
    });

    it('asks for every kind of value', async ({ skip }) => {
      if (!seat.form) return skip('has no forms');

      await seat.chat.ask(seat.place, seat.person, everyKind);

      const all = everyKind.fields.map(({ label }) => label);
      const asked = await seat.form();
      expect(asked).toEqual(all.filter((label) => asked.includes(label)));
      expect(asked).toHaveLength(Math.min(all.length, seat.formRoom ?? all.length));
    });

    it('brings what was filled in, and nothing for what was left empty', async ({ skip }) => {
      if (!seat.fill) return skip('has no forms');
      await seat.chat.ask(seat.place, seat.person, everyKind);

      await seat.fill({ 'A text': 'base-image', 'A secret': 's3cret', 'A one-of': 'other' }, 'event-0004');

      expect(heard.at(-1)?.body).toEqual({
        filled: { command: 'gpu start', args: { text: 'base-image', secret: 's3cret', 'one-of': 'other' } },
      });
      expect((await seat.shown()).join('\n')).not.toContain('s3cret');
    });

    it('says who has an account there, person or bot, and nothing of one that nobody has', async ({ skip }) => {
      const { person, bot, chat } = seat;
      if (!chat.who) return skip('knows nobody but those who speak');

      expect(await chat.who(person.id)).toEqual({ name: person.name, bot: false });
      if (bot !== undefined) expect(await chat.who(bot)).toMatchObject({ bot: true });
      const beside = person.id.slice(0, person.id.lastIndexOf(':'));
      for (const nobody of [`${beside}:990000000000000001`, `${beside}:../../me`, 'web:local:'])
        expect(await chat.who(nobody)).toBeUndefined();
    });

    it('shows that something began only by the message that the engine posts', async () => {
      answer = { kind: 'began', operation: 'op-1', view: { ...plain, title: 'It begins' } };

      await seat.say('gpu start base-image', 'event-0005');
      await seat.chat.post(seat.place, { ...plain, title: 'It begins' }, 'op-1');

      expect((await seat.shown()).filter((text) => text.includes('It begins'))).toHaveLength(1);
    });
  });
}
