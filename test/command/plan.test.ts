import { describe, expect, it } from 'vitest';
import { bob, outsider, refusal, smallBot } from './small-bot.ts';

describe('--plan', () => {
  it('does nothing where a command would act at once, and says what it would do', async () => {
    const bot = await smallBot();
    const begun = await bot.hear('box stop work');
    if (begun.kind !== 'began') throw new Error('nothing begun');
    await bot.until(begun.operation, 'waiting');

    const planned = await bot.hear(`op cancel ${begun.operation} --plan`);

    expect(planned).toMatchObject({
      view: {
        title: 'Stop an operation and take back what it made',
        blocks: [{ code: `/op cancel ${begun.operation}` }, { kind: 'note' }],
        buttons: [{ press: { command: 'op cancel', args: { operation: begun.operation } } }],
      },
    });
    expect((await bot.store.read(begun.operation))?.head.state).toBe('waiting');
  });

  it('answers no question', async () => {
    const bot = await smallBot();
    const begun = await bot.hear('box stop work');
    if (begun.kind !== 'began') throw new Error('nothing begun');
    await bot.until(begun.operation, 'waiting');

    await bot.hear(`approve yes ${begun.operation} --dry-run`);

    expect((await bot.store.read(begun.operation))?.head.state).toBe('waiting');
  });

  it('remembers nothing', async () => {
    const bot = await smallBot({ clouds: ['practice', 'selectel'] });

    await bot.hear('hoist cloud practice --plan');

    expect(refusal(await bot.hear('box list')).said).toContain('Say in which cloud');
  });

  it('is stopped by what is wrong, as the command itself would be', async () => {
    const bot = await smallBot();

    expect(refusal(await bot.hear('box start nothing --plan')).said).toBe('There is no such image.');
    expect(refusal(await bot.hear('op cancel op-none --plan')).said).toBe('There is no operation "op-none".');
  });
});

describe('the cloud that is meant', () => {
  const title = (cloud: string) => ({ view: { title: `boxes of ${cloud}` } });

  it('can be chosen by a person for themselves', async () => {
    const bot = await smallBot({ clouds: ['practice', 'selectel'] });

    await bot.hear('hoist cloud selectel');

    expect(await bot.hear('box list')).toMatchObject(title('selectel'));
    expect(await bot.hear('box list --cloud practice')).toMatchObject(title('practice'));
    expect(refusal(await bot.hear('box list', { who: bob })).said).toContain('Say in which cloud');
  });

  it('can be chosen for a channel, which goes before what people chose', async () => {
    const bot = await smallBot({ clouds: ['practice', 'selectel'] });
    await bot.hear('hoist cloud selectel');

    await bot.hear('hoist cloud practice --here', { who: bob });

    expect(await bot.hear('box list')).toMatchObject(title('practice'));
    expect(await bot.hear('box list', { where: { chat: 'web', channel: 'random' } })).toMatchObject(title('selectel'));
  });

  it('can be forgotten', async () => {
    const bot = await smallBot({ clouds: ['practice', 'selectel'] });
    await bot.hear('hoist cloud selectel');
    await bot.hear('hoist cloud --forget');

    expect(refusal(await bot.hear('box list')).said).toContain('Say in which cloud');
  });

  it('has to be there, and is not an outsider’s to choose', async () => {
    const bot = await smallBot({ clouds: ['practice', 'selectel'] });

    expect(refusal(await bot.hear('hoist cloud selectle'))).toMatchObject({ hint: 'Nearest: selectel.' });
    expect(refusal(await bot.hear('hoist cloud selectel --here', { who: outsider })).said).toContain('not for you');
  });
});
