import { describe, expect, it } from 'vitest';
import { draw } from '../../adapters/chat/terminal/draw.ts';
import { readPolicy } from '../../src/access/policy-file.ts';
import type { Answer, Person } from '../../src/kit.ts';

import { ann, bob, refusal, smallBot } from './small-bot.ts';

const policy = readPolicy(
  `
groups:
  admins: [web:local:bob, slack:T1:S-ADMINS]
changed by: '@root'
rules:
  - rule: admins may everything
    who: admins
    may: '*'
  - rule: production is closed
    clouds: production
    may not: [changes, removes]
  - rule: boxes are started in general
    channels: web:general
    may: box:start
  - rule: everybody looks
    may: [reads, approve:yes, approve:no, op:cancel]
`,
  'hoist.yaml',
);

const clouds = ['practice', 'production'];
const bot = () => smallBot({ policy, clouds });

describe('a policy', () => {
  it('refuses with the rule that says no and who can change it', async () => {
    const said = refusal(await (await bot()).hear('box start base-image --cloud production'));

    expect(said.said).toBe('"box start" (box:start) is not for you in production.');
    expect(said.hint).toBe('The rule is "production is closed"; @root can change it.');
  });

  it('refuses what no rule allows, and says so', async () => {
    const said = refusal(await (await bot()).hear('box stop work'));

    expect(said.said).toBe('"box stop" (box:stop) is not for you here.');
    expect(said.hint).toBe('No rule in hoist.yaml allows it; @root can add one.');
  });

  it.each([
    ['in another channel', { where: { chat: 'web', channel: 'lobby' } }],
    ['in another chat', { where: { chat: 'slack', channel: 'general' } }],
  ])('asks where it is said: %s', async (_, by) => {
    const running = await bot();

    expect(refusal(await running.hear('box start base-image --cloud practice', by)).said).toContain('not for you');
    expect(await running.begun()).toBe(0);
  });

  it.each<[string, Person]>([
    ['a group by a person', bob],
    ['a group by what their chat says', { ...ann, belongs: ['slack:T1:S-ADMINS'] }],
  ])('lets in %s', async (_, who) => {
    expect(began(await (await bot()).hear('box start base-image --cloud production', { who }))).toBe(true);
  });

  it.each<[string, Person]>([
    ['bears the name of one who may', { id: 'web:local:eve', name: 'bob' }],
    ['bears the name of a group', { id: 'web:local:admins', name: 'admins' }],
    ['has an id that only begins alike', { id: 'web:local:bob2', name: 'bob' }],
    ['has the same id in another chat', { id: 'slack:local:bob', name: 'bob' }],
  ])('keeps out who %s', async (_, who) => {
    expect(refusal(await (await bot()).hear('box stop work', { who })).said).toContain('not for you');
  });

  it('is the same for words, presses and forms', async () => {
    const running = await bot();
    const stop = { command: 'box stop', args: { box: 'work' } };

    for (const body of ['box stop work', { press: stop }, { filled: stop }])
      expect(refusal(await running.hear(body)).said).toContain('not for you');
    expect(await running.begun()).toBe(0);
  });

  it('keeps operations of a closed cloud from whoever may cancel elsewhere', async () => {
    const running = await bot();
    const answer = await running.hear('box stop work --cloud production', { who: bob });
    const id = answer.kind === 'began' ? answer.operation : '';
    await running.until(id, 'waiting');

    const said = refusal(await running.hear(`op cancel ${id}`, { where: { chat: 'web', channel: 'general' } }));

    expect(said.hint).toContain('production is closed');
    expect((await running.store.read(id))?.head.state).toBe('waiting');
  });

  it('takes the only cloud that is open without a word about it', async () => {
    expect(began(await (await bot()).hear('box start base-image'))).toBe(true);
  });

  it('completes only what may be said here', async () => {
    const { desk } = await bot();
    const where = { chat: 'web', channel: 'general' };
    const completed = async (who: Person) =>
      (await desk.complete('box ', who, where, 'en', new AbortController().signal)).map(({ text }) => text);

    expect(await completed(ann)).toEqual(['start ', 'list ', 'break ']);
    expect(await completed(bob)).toContain('stop ');
  });

  it('keeps in no journal what somebody belongs to', async () => {
    const running = await bot();
    const answer = await running.hear('box start base-image --cloud practice', {
      who: { ...ann, belongs: ['slack:T1:S-ADMINS'] },
    });

    const kept = await running.store.read(answer.kind === 'began' ? answer.operation : '');
    expect(kept?.head.who).toEqual(ann);
  });

  it('is told by whoami: what one may not, and why', async () => {
    const answer = await (await bot()).hear('hoist whoami');

    const said = answer.kind === 'view' ? draw(answer.view, { locale: 'en', typed: () => '' }).join('\n') : '';

    expect(said).toMatch(/You may not +box stop, box key.*No rule in hoist\.yaml allows it; @root can add one\./s);
  });
});

const began = (answer: Answer): boolean => answer.kind === 'began';
