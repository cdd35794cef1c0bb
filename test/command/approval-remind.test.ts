import { describe, expect, it } from 'vitest';
import { draw } from '../../adapters/chat/terminal/draw.ts';
import { builtIn } from '../../src/access/built-in.ts';
import { openAudit } from '../../src/audit/audit.ts';
import type { Answer, Locale, Person } from '../../src/kit.ts';
import { pings, shown } from '../engine/fake-chat.ts';
import { asked, card, cid, no, yes } from './asked-box.ts';
import { ann, bob, outsider, refusal, type SmallBot, smallBot } from './small-bot.ts';

const minutes = 60_000;
const soon = '    within: 10m\n    remind: 6m';

const remind = (bot: SmallBot, id: string, who: Person = ann, locale: Locale = 'en'): Promise<Answer> =>
  bot.hear(`approve remind ${id}`, { who, locale });

/** What was said behind the card, as a terminal draws it. */
const calls = ({ chat }: SmallBot): readonly string[] =>
  pings(chat).map((key) => draw(shown(chat, key), { locale: 'en', typed: () => '' }).join('\n'));

const reminded = async (bot: SmallBot, id: string) =>
  (await bot.store.read(id))?.entries.flatMap((entry) =>
    entry.kind === 'reminded' ? [entry.by?.name ?? 'itself'] : [],
  );

describe('whoever is asked to approve', () => {
  it('is called once before time is up, in the thread of the card, with the words to answer', async () => {
    const { bot, id } = await asked(soon);

    await bot.pass(6 * minutes - 1_000);
    expect(calls(bot)).toEqual([]);
    await bot.pass(2_000);

    expect(calls(bot)).toEqual([
      [
        '● @admins Waits for approval: Removing work',
        '4 min left, until 10:10. The buttons are on the card; to approve in words:',
        '',
        `/approve yes ${id}`,
      ].join('\n'),
    ]);
    expect(bot.chat.places.get(pings(bot.chat)[0]!)).toMatchObject({ thread: `ref ${id}.card` });
    expect(await card(bot, id)).toMatch(/waiting for admins · asked again at 10:06 +3 min 59 s left/);
    await bot.pass(3 * minutes);
    expect(calls(bot)).toHaveLength(1);
    await yes(bot, id, bob);
    await bot.until(id, 'done');
  });

  it.each([
    ['half of the time is over where nothing else is said', '    within: 8m', 4],
    ['the rule says', '    within: 8m\n    remind: 1m', 1],
  ])('is called when %s', async (_, rule, after) => {
    const { bot } = await asked(rule);

    await bot.pass(after * minutes - 1_000);
    expect(calls(bot)).toEqual([]);
    await bot.pass(2_000);

    expect(calls(bot)).toHaveLength(1);
  });

  it('is not called where the rule says so, nor when the answer came before', async () => {
    const off = await asked('    within: 8m\n    remind: off');
    const soonDone = await asked(soon);
    await yes(soonDone.bot, soonDone.id, bob);

    await off.bot.pass(7 * minutes);
    await soonDone.bot.pass(7 * minutes);

    expect(calls(off.bot)).toEqual([]);
    expect(await reminded(soonDone.bot, soonDone.id)).toEqual([]);
  });

  it('is given half of half an hour where there is no file', () => {
    const [four] = builtIn.approvals;
    expect(four?.approval).toMatchObject({ within: 30 * minutes, remind: 15 * minutes });
  });

  it('is called no more once they have agreed, nor once more because another has', async () => {
    const { bot, id } = await asked('    within: 20m\n    remind: 6m\n    count: 3');
    await yes(bot, id, bob);
    await bot.pass(7 * minutes);

    const [to] = shown(bot.chat, pings(bot.chat)[0]!).to ?? [];
    expect(to).toEqual({ name: 'admins', ids: [cid.id] });
    await bot.pass(6 * minutes);
    await yes(bot, id, cid);
    await bot.pass(minutes);
    expect(await reminded(bot, id)).toEqual(['itself']);
  });

  it('is not called of what was decided before the chat could say it', async () => {
    const { bot, id } = await asked(soon);
    bot.chat.before = () => {
      throw new Error('the chat is away');
    };
    await bot.pass(7 * minutes);
    await no(bot, id, bob);
    await bot.until(id, 'undone');
    bot.chat.before = () => undefined;

    await bot.pass(minutes);

    expect(calls(bot)).toEqual([expect.stringContaining('work stays: denied by bob')]);
    expect(await bot.store.unsent(10)).toEqual([]);
  });

  it.each([
    ['ru', 'Ждёт одобрения: Removing work', 'Осталось 4 мин, до 10:06.', 'напомнили в 10:02'],
    ['ko', '승인 대기 중: Removing work', '4분 남음, 10:06까지.', '10:02에 다시 요청함'],
  ] as const)('reads it in %s', async (locale, title, left, again) => {
    const { bot, id } = await asked('    within: 6m\n    remind: 2m', 'box stop work', locale);

    await bot.pass(2 * minutes + 1_000);

    expect(calls(bot)[0]).toContain(title);
    expect(calls(bot)[0]).toContain(left);
    expect(await card(bot, id, locale)).toContain(again);
  });
});

describe('whoever asked', () => {
  it('reads in the refusal of their own yes how to ask the others again, and the press calls them', async () => {
    const { bot, id } = await asked(soon);

    const own = await yes(bot, id, ann);

    const buttons = own.kind === 'view' ? (own.view.buttons ?? []) : [];
    expect(buttons).toEqual([
      { label: 'Ask them again', press: { command: 'approve remind', args: { operation: id } } },
    ]);
    const done = await bot.hear({ press: buttons[0]!.press });
    expect(done).toMatchObject({ kind: 'view', view: { title: 'Asked again: Removing work', tone: 'good' } });
    await bot.pass(1_000);
    expect(calls(bot)[0]).toMatch(/^● @admins ann asks again: Removing work\n10 min left, until 10:10\./);
  });

  it('is the only one with that button', async () => {
    const { bot, id } = await asked(soon);

    for (const who of [outsider, { id: 'web:local:dan', name: 'dan' }])
      expect(refusal(await yes(bot, id, who)).next).toEqual([]);
  });

  it('may do so once in five minutes, and reads when it was last and when it is possible again', async () => {
    const { bot, id } = await asked(soon);
    await remind(bot, id);

    expect(refusal(await remind(bot, id)).said).toBe(
      'They were asked again at 10:00; once more is possible from 10:05.',
    );
    expect(refusal(await remind(bot, id, bob)).said).toContain('once more is possible from 10:05');
    await bot.pass(5 * minutes);
    await remind(bot, id);

    expect(refusal(await remind(bot, id)).said).toBe('They were asked again at 10:05, and it waits until 10:10.');
    expect(await reminded(bot, id)).toEqual(['ann', 'ann']);
  });

  it('puts the reminder of the policy off, so that nobody is called twice in a row', async () => {
    const { bot, id } = await asked('    within: 20m\n    remind: 6m');
    await bot.pass(4 * minutes);
    await remind(bot, id);

    await bot.pass(4 * minutes);
    expect(await reminded(bot, id)).toEqual(['ann']);
    await bot.pass(2 * minutes);

    expect(await reminded(bot, id)).toEqual(['ann', 'itself']);
    await bot.pass(9 * minutes);
    expect(await reminded(bot, id)).toEqual(['ann', 'itself']);
  });

  it('calls once, whoever presses at the same time', async () => {
    const { bot, id } = await asked(soon);

    const answers = await Promise.all([remind(bot, id), remind(bot, id, bob), remind(bot, id)]);

    expect(answers.filter((answer) => answer.kind === 'view' && answer.outcome.ok)).toHaveLength(1);
    expect(await reminded(bot, id)).toHaveLength(1);
  });

  it('and whoever may approve may ask again; nobody else', async () => {
    const { bot, id } = await asked(soon);

    expect(refusal(await remind(bot, id, { id: 'web:local:dan', name: 'dan' }))).toMatchObject({
      said: 'Only admins may approve this.',
      hint: expect.stringContaining('deletes need an admin'),
    });
    expect(refusal(await remind(bot, id, outsider)).said).toContain('is not for you here');
    expect(await remind(bot, id, bob)).toMatchObject({ kind: 'view', outcome: { ok: true } });
  });

  it('reads who has decided where somebody has, and that time is up where it is', async () => {
    const agreed = await asked(soon);
    await yes(agreed.bot, agreed.id, bob);
    await agreed.bot.until(agreed.id, 'done');
    const denied = await asked(soon);
    await no(denied.bot, denied.id, cid);
    const late = await asked('    within: 1m');
    await late.bot.pass(2 * minutes);

    expect(refusal(await remind(agreed.bot, agreed.id)).said).toMatch(/^Already approved by bob at \d\d:\d\d\.$/);
    expect(refusal(await remind(denied.bot, denied.id)).said).toMatch(/^Already denied by cid at/);
    expect(refusal(await remind(agreed.bot, agreed.id, { id: 'web:local:dan', name: 'dan' })).said).toMatch(/^Already/);
    expect(refusal(await remind(late.bot, late.id)).said).toMatch(/^It waited for an answer until 10:01/);
  });

  it('reads that nobody else is asked where they answer for themselves', async () => {
    const bot = await smallBot();
    const begun = await bot.hear('box stop work');
    const id = begun.kind === 'began' ? begun.operation : '';
    await bot.until(id, 'waiting');

    expect(refusal(await remind(bot, id)).said).toBe('Nobody else is asked: it waits for ann alone.');
  });

  it.each([
    [
      'ru',
      'Спросить ещё раз',
      'Спросили ещё раз: Removing work',
      'Их уже спросили ещё раз в 10:00; снова можно с 10:05.',
    ],
    [
      'ko',
      '다시 요청',
      '다시 요청함: Removing work',
      '10:00에 이미 다시 요청했습니다. 10:05부터 다시 요청할 수 있습니다.',
    ],
  ] as const)('reads all this in %s', async (locale, label, done, again) => {
    const { bot, id } = await asked(soon);
    const own = await bot.hear(`approve yes ${id}`, { locale });

    expect(refusal(own).next).toEqual([label]);
    expect(await remind(bot, id, ann, locale)).toMatchObject({ view: { title: done } });
    expect(refusal(await remind(bot, id, ann, locale)).said).toBe(again);
  });

  it('stands in the journal and in the audit', async () => {
    const { bot, id } = await asked(soon);
    await remind(bot, id);
    await bot.pass(6 * minutes);

    const log = await bot.hear(`op log ${id}`);
    expect(log.kind === 'view' && JSON.stringify(log.view.blocks)).toMatch(/asked again","by ann".*asked again",""/);
    expect(await openAudit(bot.store).newest(1)).toMatchObject([
      { command: 'approve remind', who: ann.id, result: 'done' },
    ]);
  });
});
