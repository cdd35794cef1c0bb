import { describe, expect, it } from 'vitest';
import { openAudit } from '../../src/audit/audit.ts';
import type { Person } from '../../src/kit.ts';
import { asked, card, cid, no, policyOf, yes } from './asked-box.ts';
import { ann, bob, outsider, refusal, smallBot } from './small-bot.ts';

const group: Person = { id: 'slack:T1:U9', name: 'gus', belongs: ['slack:T1:S-ADMINS'] };
const impostor: Person = { id: 'web:local:mallory', name: 'bob' };

describe('an approval', () => {
  it('waits for those whom the rule names, and goes on with the yes of one', async () => {
    const { bot, id } = await asked();
    expect(await card(bot, id)).toMatch(/Confirmation +waiting for admins +30 min left/);

    await yes(bot, id, bob);

    await bot.until(id, 'done');
    expect(bot.removed).toEqual(['work']);
    expect(await card(bot, id)).toMatch(/approved by bob at \d\d:\d\d/);
  });

  it('takes the yes of whoever their chat says belongs to the group', async () => {
    const { bot, id } = await asked();

    await yes(bot, id, group);

    await bot.until(id, 'done');
    expect((await bot.store.read(id))?.entries.find(({ kind }) => kind === 'answered')).toMatchObject({
      by: { id: 'slack:T1:U9', name: 'gus' },
    });
    expect(JSON.stringify(await bot.store.read(id))).not.toContain('S-ADMINS');
  });

  it.each<[string, Person, RegExp]>([
    ['of the one who asked', ann, /^You asked for this; someone else \(admins\) has to approve\.$/],
    ['of an outsider', outsider, /is not for you here/],
    ['of somebody else', { id: 'web:local:dan', name: 'dan' }, /^Only admins may approve this\.$/],
    ['of one who only bears the name', impostor, /^Only admins may approve this\.$/],
    ['of one whose id is that of the group', { id: 'web:local:admins', name: 'admins' }, /^Only admins/],
  ])('refuses the yes %s, says why, and goes on waiting', async (_, who, why) => {
    const { bot, id } = await asked();

    const said = refusal(await yes(bot, id, who));

    expect(said.said).toMatch(why);
    expect(said.hint).not.toBe('');
    expect((await bot.store.read(id))?.head.state).toBe('waiting');
    expect(bot.removed).toEqual([]);
  });

  it('is decided once, whoever comes at the same time or later', async () => {
    const { bot, id } = await asked();

    const [first, second] = await Promise.all([yes(bot, id, bob), yes(bot, id, cid)]);
    await bot.until(id, 'done');

    expect(bot.removed).toEqual(['work']);
    const refused = [first, second].filter((answer) => answer.kind === 'view');
    expect(refused).toHaveLength(1);
    expect(refusal(refused[0]!).said).toMatch(/^Already approved by (bob|cid) at/);
    expect(refusal(await yes(bot, id, cid)).said).toMatch(/^Already approved by/);
    expect(refusal(await no(bot, id, cid)).said).toMatch(/^Already approved by/);
  });

  it('says to the one who asked, too, who has decided it', async () => {
    const { bot, id } = await asked();
    await yes(bot, id, bob);
    await bot.until(id, 'done');

    expect(refusal(await yes(bot, id, ann)).said).toMatch(/^Already approved by bob at/);
    expect(refusal(await no(bot, id, ann)).said).toMatch(/^Already approved by bob at/);
  });

  it('is denied by one of them, and nothing is removed', async () => {
    const { bot, id } = await asked();

    await no(bot, id, bob);

    await bot.until(id, 'undone');
    expect(bot.removed).toEqual([]);
    expect(await card(bot, id)).toContain('work stays: denied by bob');
    expect(refusal(await yes(bot, id, cid)).said).toMatch(/^Already denied by bob at/);
  });

  it('is denied with a reason, which the card says', async () => {
    const { bot, id } = await asked();

    await bot.hear(`approve no ${id} --reason "keep it until Friday"`, { who: bob });

    await bot.until(id, 'undone');
    expect(await card(bot, id)).toContain('work stays: denied by bob: keep it until Friday');
    expect(await card(bot, id, 'ru')).toContain('отказ: bob. Причина: keep it until Friday');
    expect(await card(bot, id, 'ko')).toContain('bob 님이 거부함: keep it until Friday');
    const failed = (await bot.store.read(id))?.entries.find(({ kind }) => kind === 'failed');
    expect(failed).toMatchObject({ step: 'confirm', by: { id: bob.id }, why: 'keep it until Friday' });
  });

  it('asks whoever presses "Deny…" for a reason, which they may leave out', async () => {
    const { bot, id } = await asked();
    const shown = await bot.hear(`op show ${id}`, { who: bob });
    const buttons = shown.kind === 'form' ? [] : (shown.view.buttons ?? []);
    const deny = buttons.find(({ label }) => label === 'Deny…');

    const form = await bot.hear({ press: deny!.press }, { who: bob });

    expect(form).toMatchObject({
      kind: 'form',
      form: {
        command: 'approve no',
        fields: [
          { name: 'reason', kind: 'text', required: false },
          { name: 'operation', value: id },
        ],
      },
    });
    expect((await bot.store.read(id))?.head.state).toBe('waiting');
    await bot.hear({ filled: { command: 'approve no', args: { operation: id, reason: ' ' } } }, { who: bob });
    await bot.until(id, 'undone');
    expect(await card(bot, id)).toContain('work stays: denied by bob\n');
  });

  it('may be taken back by the one who asked', async () => {
    const { bot, id } = await asked();

    await bot.hear(`op cancel ${id}`);

    await bot.until(id, 'undone');
    expect(await card(bot, id)).toContain('cancelled by ann');
  });

  it('ends when nobody came in time', async () => {
    const { bot, id } = await asked('    within: 5m');

    await bot.pass(5 * 60_000);
    await bot.until(id, 'undone');

    expect(bot.removed).toEqual([]);
    expect(await card(bot, id)).toContain('nobody answered within 5 min');
    expect(refusal(await yes(bot, id, bob)).said).toMatch(
      /^It waited for an answer until \d\d:\d\d; that time is over\.$/,
    );
  });

  it('takes as many different people as the rule wants', async () => {
    const { bot, id } = await asked('    count: 2');

    await yes(bot, id, bob);
    expect(refusal(await yes(bot, id, bob)).said).toBe('You have approved this already; it waits for 1 more.');
    expect(await card(bot, id)).toContain('1 of 2 approved: bob');
    expect(bot.removed).toEqual([]);
    await yes(bot, id, cid);

    await bot.until(id, 'done');
    expect(await card(bot, id)).toMatch(/approved by bob, cid at/);
  });

  it('counts one person once, and none as somebody else, whatever was linked since', async () => {
    const { bot, id } = await asked('    count: 2');
    const linked = { ...cid, account: cid.id, belongs: [bob.id] };
    await yes(bot, id, bob);

    expect(refusal(await yes(bot, id, linked)).said).toBe('You have approved this already; it waits for 1 more.');
    expect(bot.removed).toEqual([]);
  });

  it('is nobody’s own to give from the account they asked with, though it is linked no more', async () => {
    const bot = await smallBot({ policy: policyOf('') });
    const answer = await bot.hear('box stop work', { who: { ...ann, account: bob.id } });
    const id = answer.kind === 'began' ? answer.operation : '';
    await bot.until(id, 'waiting');

    expect(refusal(await yes(bot, id, bob)).said).toMatch(/^You asked for this/);
  });

  it('may be one’s own where the rule says so', async () => {
    const bot = await smallBot({ policy: policyOf('    self: true') });
    const answer = await bot.hear('box stop work', { who: bob });
    const id = answer.kind === 'began' ? answer.operation : '';
    await bot.until(id, 'waiting');

    await yes(bot, id, bob);

    await bot.until(id, 'done');
  });

  it('is not given by a word said beforehand', async () => {
    const { bot, id } = await asked('', 'box stop work --confirm work');

    expect((await bot.store.read(id))?.head.state).toBe('waiting');
    expect(bot.removed).toEqual([]);
  });

  it('shows its buttons to those who may press them', async () => {
    const { bot, id } = await asked();
    const rows = async (who: Person) => {
      const answer = await bot.hear('approve list', { who });
      const [table] = answer.kind === 'view' ? answer.view.blocks : [];
      return table?.kind === 'table' ? (table.rows[0]?.buttons ?? []).map(({ label }) => label) : [];
    };

    expect((await rows(bob)).length).toBe(3);
    expect(await rows(ann)).toEqual(['Show']);
    expect(id).toMatch(/^op-/);
  });

  it.each([
    ['ru', /ждём ответа: admins/, /одобрено: bob, \d/],
    ['ko', /admins 님의 답변을 기다리는 중/, /bob 님이 \d\d:\d\d에 승인함/],
  ] as const)('says so in %s', async (locale, waits, decided) => {
    const { bot, id } = await asked();
    expect(await card(bot, id, locale)).toMatch(waits);

    await yes(bot, id, bob);
    await bot.until(id, 'done');

    expect(await card(bot, id, locale)).toMatch(decided);
  });

  it('stands in the audit: who wanted it and who agreed', async () => {
    const { bot, id } = await asked();
    await no(bot, id, ann);
    await yes(bot, id, bob);

    const rows = (await openAudit(bot.store).newest(10)).toReversed();
    expect(rows).toMatchObject([
      { command: 'box stop', who: ann.id, result: 'began' },
      { command: 'approve no', who: ann.id, result: 'denied', rule: expect.stringContaining('deletes need an admin') },
      { command: 'approve yes', who: bob.id, result: 'began', operation: id },
    ]);
  });
});
