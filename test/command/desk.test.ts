import { describe, expect, it } from 'vitest';
import { ann, bob, outsider, refusal, smallBot } from './small-bot.ts';

const began = (answer: Awaited<ReturnType<Awaited<ReturnType<typeof smallBot>>['hear']>>): string => {
  if (answer.kind !== 'began') throw new Error(`nothing begun: ${JSON.stringify(answer)}`);
  return answer.operation;
};

describe('words', () => {
  it('begin an operation and show its card', async () => {
    const bot = await smallBot();

    const answer = await bot.hear('/box start base-image --name "my box"');

    expect(answer).toMatchObject({ kind: 'began', view: { title: 'Starting my box' } });
    await bot.until(began(answer), 'done');
  });

  it('begin one operation when the same event is heard twice', async () => {
    const bot = await smallBot();

    const first = await bot.hear('box start base-image', { id: 'same' });
    const second = await bot.hear('box start base-image', { id: 'same' });

    expect(began(second)).toBe(began(first));
    expect(await bot.begun()).toBe(1);
  });

  it('that name no value ask for it, with what was said kept and choices found', async () => {
    const bot = await smallBot();

    const answer = await bot.hear('box start --name work');

    expect(answer).toMatchObject({
      kind: 'form',
      form: {
        command: 'box start',
        note: 'one of the two',
        fields: [
          { name: 'image', required: false, choices: [{ value: 'base-image' }, { value: 'work image' }] },
          { name: 'disk', required: false },
          { name: 'name', value: 'work' },
        ],
      },
    });
    expect(await bot.begun()).toBe(0);
  });

  it('never hold a secret; a form asks for it and what it brings is used', async () => {
    const bot = await smallBot();

    const asked = await bot.hear('box key work');
    const filled = await bot.hear({ filled: { command: 'box key', args: { box: 'work', key: 'hunter2' } } });

    expect(asked).toMatchObject({ kind: 'form', form: { fields: [{ name: 'key', kind: 'secret' }, { name: 'box' }] } });
    expect(filled).toMatchObject({ kind: 'view', view: { title: 'work has a key of 7' } });
  });

  it('with --plan show what would happen and a button that does it', async () => {
    const bot = await smallBot();

    const planned = await bot.hear('box start base-image --plan');

    expect(await bot.begun()).toBe(0);
    if (planned.kind !== 'view') throw new Error('no plan');
    const [button] = planned.view.buttons ?? [];
    expect(button?.press).toEqual({ command: 'box start', args: { image: 'base-image' } });
    expect((await bot.hear({ press: button!.press })).kind).toBe('began');
  });

  it('that fail say why, what helps and what to press', async () => {
    const bot = await smallBot();

    const said = refusal(await bot.hear('box start base-imgae'));

    expect(said).toEqual({ said: 'There is no such image.', hint: '', next: ['Start'] });
    expect(await bot.begun()).toBe(0);
  });

  it('that meet a bug get an id to quote, and only the log gets the rest', async () => {
    const bot = await smallBot();

    const { said } = refusal(await bot.hear('box break'));

    const [, id = 'none'] = /quote (bug-[0-9a-f]{8})\.$/.exec(said) ?? [];
    expect(said).not.toContain('hunter2');
    expect(bot.errors).toEqual([{ data: { bug: id, err: expect.any(Error) }, message: expect.any(String) }]);
  });
});

describe('the cloud', () => {
  it('is the only one there is', async () => {
    const bot = await smallBot();

    expect(await bot.hear('box list')).toMatchObject({ view: { title: 'boxes of practice' } });
  });

  it('has to be said where there are several', async () => {
    const bot = await smallBot({ clouds: ['practice', 'selectel'] });

    expect(refusal(await bot.hear('box list'))).toEqual({
      said: 'Say in which cloud, with --cloud: practice, selectel.',
      hint: '',
      next: ['practice', 'selectel'],
    });
    expect(await bot.hear('box list --cloud Selectel')).toMatchObject({ view: { title: 'boxes of selectel' } });
    expect((await bot.hear('hoist version')).kind).toBe('view');
  });

  it('that nobody knows is named with the nearest', async () => {
    const bot = await smallBot({ clouds: ['practice', 'selectel'] });

    const answer = refusal(await bot.hear('box list --cloud selectle'));

    expect(answer.said).toBe('There is no cloud "selectle"; there is: practice, selectel.');
    expect(answer.next).toEqual(['selectel']);
  });

  it('that was said stays in what is offered', async () => {
    const bot = await smallBot({ clouds: ['practice', 'selectel'] });

    const answer = await bot.hear('box start none --cloud selectel');

    expect(answer).toMatchObject({
      view: { buttons: [{ press: { args: { cloud: 'selectel', image: 'base-image' } } }] },
    });
  });
});

describe('a removal', () => {
  it('waits for a yes, and is done after it', async () => {
    const bot = await smallBot();
    const id = began(await bot.hear('box stop work'));
    await bot.until(id, 'waiting');

    await bot.hear({ press: { command: 'approve yes', args: { operation: id } } });
    await bot.until(id, 'done');

    expect(bot.removed).toEqual(['work']);
  });

  it('is answered by --confirm with the right word', async () => {
    const bot = await smallBot();

    const id = began(await bot.hear('box stop work --confirm work'));
    await bot.until(id, 'done');

    expect(bot.removed).toEqual(['work']);
  });

  it('is taken back by --confirm with another word', async () => {
    const bot = await smallBot();

    const { said } = refusal(await bot.hear('box stop work --confirm wrok'));

    expect(said).toBe('--confirm has to be "work" here, and "wrok" was said; nothing was removed.');
    const [head] = await bot.store.heads({ limit: 1 });
    await bot.until(head?.id ?? '', 'undone');
    expect(bot.removed).toEqual([]);
  });

  it('is confirmed by nobody but who asked for it', async () => {
    const bot = await smallBot();
    const id = began(await bot.hear('box stop work'));
    await bot.until(id, 'waiting');

    const answer = refusal(await bot.hear(`approve yes ${id}`, { who: bob }));

    expect(answer.said).toBe('Only ann, who asked for it, may answer this.');
    expect(answer.hint).toContain('the requester confirms');
    expect((await bot.store.read(id))?.head.state).toBe('waiting');
  });

  it('is answered once by a press that arrives twice', async () => {
    const bot = await smallBot();
    const id = began(await bot.hear('box stop work'));
    await bot.until(id, 'waiting');
    const press = { press: { command: 'approve yes', args: { operation: id } } };

    const first = await bot.hear(press, { id: 'press' });
    const second = await bot.hear(press, { id: 'press' });

    expect([first.kind, second.kind]).toEqual(['began', 'began']);
    expect((await bot.store.read(id))?.entries.filter(({ kind }) => kind === 'answered')).toHaveLength(1);
  });
});

describe('an outsider', () => {
  it('may look', async () => {
    const bot = await smallBot();

    expect(await bot.hear('box list', { who: outsider })).toMatchObject({ outcome: { ok: true } });
  });

  it.each([
    'box start base-image',
    'box start base-image --plan',
    'box start',
    'box stop work --confirm work',
    'op cancel x',
  ])('may not say %s, and is told by which rule', async (line) => {
    const bot = await smallBot();

    const answer = await bot.hear(line, { who: outsider });

    expect(answer).toMatchObject({ outcome: { ok: false, reason: { code: 'denied' } } });
    expect(refusal(answer).hint).toContain('whoever runs this Hoist can change it');
    expect(await bot.begun()).toBe(0);
  });
});

describe('the language', () => {
  it('is the chat’s until the person chooses one', async () => {
    const bot = await smallBot();

    const before = refusal(await bot.hear('rm', { locale: 'ko' })).said;
    await bot.hear('hoist lang ru');
    const after = refusal(await bot.hear('rm', { locale: 'ko' })).said;
    const other = refusal(await bot.hear('rm', { locale: 'ko', who: bob })).said;

    expect([before, after, other]).toEqual(['"rm" 명령은 없습니다.', 'Команды «rm» нет.', '"rm" 명령은 없습니다.']);
  });

  it('comes with every answer, so that a chat with words of its own can follow', async () => {
    const bot = await smallBot();

    const answers = [await bot.hear('box list'), await bot.hear('hoist lang ru'), await bot.hear('rm')];

    expect(answers.map(({ locale }) => locale)).toEqual(['en', 'ru', 'ru']);
  });

  it('is asked for when it is not said', async () => {
    const bot = await smallBot();

    expect(await bot.hear('hoist lang', { who: ann })).toMatchObject({
      kind: 'form',
      form: {
        fields: [{ name: 'language', required: true, choices: [{ value: 'en' }, { value: 'ru' }, { value: 'ko' }] }],
      },
    });
  });
});

describe('a button', () => {
  it('of another version says so', async () => {
    const bot = await smallBot();

    expect(refusal(await bot.hear({ press: { command: 'box fly', args: {} } })).said).toContain('"box fly"');
    expect(refusal(await bot.hear({ press: { command: 'box list', args: { x: '1' } } })).said).toContain('"box list"');
  });
});
