import { describe, expect, it } from 'vitest';
import { builtIn } from '../../src/access/built-in.ts';
import { approvalFor, rulingOn } from '../../src/access/policy.ts';
import { ann, bob, outsider, refusal, type SmallBot, smallBot } from '../command/small-bot.ts';

const command = { permission: 'disk:delete', danger: 'removes' } as const;

describe('without a policy file', () => {
  it.each([
    ['web', 'general', true],
    ['slack', 'C061EG9SL', true],
    ['discord', '80351110224678912', true],
    ['terminal', 'here', false],
  ])('what is asked for in %s needs another person: %s, %s', (chat, channel, needed) => {
    const approval = approvalFor(builtIn, { who: ann, command, where: { chat, channel } });

    expect(approval?.self).toBe(needed ? false : undefined);
    expect(approval?.count).toBe(needed ? 1 : undefined);
  });

  it.each([
    ['web', false],
    ['slack', false],
    ['discord', false],
    ['terminal', true],
  ])('what is somebody else’s is unlocked and given away from a terminal only: %s, %s', (chat, may) => {
    for (const permission of ['vm:unlock-others', 'vm:give-others']) {
      const wish = { who: ann, command: { permission, danger: 'removes' }, where: { chat, channel: 'here' } } as const;
      expect(rulingOn(builtIn, wish).may).toBe(may);
    }
  });

  const yes = (bot: SmallBot, id: string, by: Parameters<SmallBot['hear']>[1]) =>
    bot.hear({ press: { command: 'approve yes', args: { operation: id } } }, by);

  it('the requester asks, the outsider may not answer, the approver approves', async () => {
    const bot = await smallBot({ policy: builtIn });
    const asked = await bot.hear('box stop work --confirm work');
    const id = asked.kind === 'began' ? asked.operation : '';
    await bot.until(id, 'waiting');

    const own = refusal(await yes(bot, id, {}));
    expect(own.said).toBe('You asked for this; someone else has to approve.');
    expect(own.hint).toMatch(/^The rule is "what goes for good needs another person"; whoever runs this Hoist can/);
    expect(refusal(await yes(bot, id, { who: outsider })).said).toContain('is not for you here');
    expect(bot.removed).toEqual([]);
    await yes(bot, id, { who: bob });

    await bot.until(id, 'done');
    expect(bot.removed).toEqual(['work']);
  });

  it.each([
    ['ru', 'Это ваш запрос; одобрить должен кто-то другой.', /«безвозвратное удаление одобряет другой человек»/],
    ['ko', '본인이 요청한 작업입니다. 다른 사람이 승인해야 합니다.', /"완전히 삭제하려면 다른 사람의 승인이 필요"/],
  ] as const)('whoever asked is told so in %s', async (locale, said, rule) => {
    const bot = await smallBot({ policy: builtIn });
    const asked = await bot.hear('box stop work');
    const id = asked.kind === 'began' ? asked.operation : '';
    await bot.until(id, 'waiting');

    const own = refusal(await yes(bot, id, { locale }));

    expect(own.said).toBe(said);
    expect(own.hint).toMatch(rule);
  });

  it('whoever is at a terminal confirms for themselves, beforehand too', async () => {
    const bot = await smallBot({ policy: builtIn });
    const where = { chat: 'terminal', channel: 'here' };

    const asked = await bot.hear('box stop work --confirm work', { where });

    const id = asked.kind === 'began' ? asked.operation : '';
    await bot.until(id, 'done');
    expect(bot.removed).toEqual(['work']);
  });
});
