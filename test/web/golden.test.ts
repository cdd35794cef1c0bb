import { describe, expect, it } from 'vitest';
import type { View } from '../../src/kit.ts';
import { fixtures, hostileNames } from '../golden/views.ts';
import { drawn } from './drawn.ts';

describe('a view on the page', () => {
  it.each(fixtures.map(({ name, view }) => [name, view] as const))('is drawn as before: %s', async (name, view) => {
    const card = await drawn(view);

    await expect(`${card.html()}\n`).toMatchFileSnapshot(`../golden/web/${name}.txt`);
  });

  it.each(hostileNames.map((name) => [name] as const))('prints the name %j as text', async (name) => {
    const view: View = { title: name, tone: 'plain', blocks: [{ kind: 'facts', facts: [[name, name]] }] };

    const html = (await drawn(view)).html();

    expect(html).not.toMatch(/<(?:img|script|b|a)\b/);
    expect(html).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202a-\u202e\u2066-\u2069]/);
  });

  it('shows where a name hides control characters, since it could rewrite the sentence around it', async () => {
    const card = await drawn({ title: 'a\u202Eb\u001b[31m', tone: 'plain', blocks: [] });

    expect(card.text()).toContain('a\ufffdb\u241b[31m');
  });

  it('says the state of every step in words beside the mark', async () => {
    const card = await drawn({
      title: 'Steps',
      tone: 'plain',
      blocks: [{ kind: 'steps', steps: [{ name: 'Disk', state: 'undone' }] }],
    });

    expect(card.text()).toMatch(/Disk\s+undone/);
    expect(card.html()).toContain('↺');
  });

  it('marks the pressed button busy, and only that one', async () => {
    const button = (name: string) => ({ label: name, press: { command: 'gpu stop', args: { machine: name } } });

    const html = (
      await drawn(
        { title: 'Two', tone: 'plain', blocks: [], buttons: [button('one'), button('two')] },
        (press) => press.args.machine === 'two',
      )
    ).html();

    expect(html.match(/aria-busy="true"/g)).toHaveLength(1);
  });
});
