import { describe, expect, it } from 'vitest';
import { drawClassic } from '../../../adapters/chat/slack/draw/classic.ts';
import { drawMessage } from '../../../adapters/chat/slack/draw/message.ts';
import { messageFaults } from '../../../adapters/chat/slack/limits/message.ts';
import { type Invocation, writePress } from '../../../src/kit.ts';
import { spoken } from '../../golden/spoken.ts';
import { fixtures } from '../../golden/views.ts';

const write = (invocation: Invocation, most: number) => writePress(invocation, most).text;
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
const all = [
  ...fixtures.map(({ name, view }) => ({ file: name, locale: 'en' as const, view })),
  ...spoken.map(({ name, locale, view }) => ({ file: `${name}.${locale}`, locale, view })),
];

describe.each(all)('$file', ({ file, view, locale }) => {
  it('is drawn as it was agreed', async () => {
    const message = drawMessage(view, locale, write);

    expect(messageFaults(message)).toEqual([]);
    await expect(json(message)).toMatchFileSnapshot(`../../golden/slack/${file}.json`);
  });

  it('is drawn in sections as it was agreed', async () => {
    const message = drawClassic(view, locale, write);

    expect(messageFaults(message)).toEqual([]);
    await expect(json(message)).toMatchFileSnapshot(`../../golden/slack/classic/${file}.json`);
  });
});
