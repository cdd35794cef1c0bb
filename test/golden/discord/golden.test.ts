import { type APIContainerComponent, ContainerBuilder } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { drawMessage } from '../../../adapters/chat/discord/draw/message.ts';
import { messageFaults } from '../../../adapters/chat/discord/limits/message.ts';
import { type Invocation, writePress } from '../../../src/kit.ts';
import { role } from '../approval-views.ts';
import { spoken } from '../spoken.ts';
import { fixtures } from '../views.ts';

const write = (press: Invocation) => writePress(press, 100).text;
const isRole = (id: string) => id === role;
const all = [
  ...fixtures.map(({ name, view }) => ({ file: name, locale: 'en' as const, view })),
  ...spoken.map(({ name, locale, view }) => ({ file: `${name}.${locale}`, locale, view })),
];

describe.each(all)('$file', ({ file, locale, view }) => {
  it('is drawn for Discord as it was agreed, and Discord takes it', async () => {
    const drawn = drawMessage(view, locale, write, isRole);

    await expect(`${JSON.stringify(drawn, null, 2)}\n`).toMatchFileSnapshot(`./${file}.json`);
    expect(messageFaults(drawn)).toEqual([]);
  });

  it('is what the builders of discord.js make of it', () => {
    const [container] = drawMessage(view, locale, write, isRole).components;

    // The drawing puts everything into one container.
    const built = new ContainerBuilder(container as APIContainerComponent).toJSON();

    expect(JSON.parse(JSON.stringify(built))).toEqual(container);
  });
});
