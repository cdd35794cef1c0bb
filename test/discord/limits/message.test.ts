import { ButtonStyle, ComponentType, MessageFlags } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { messageFaults } from '../../../adapters/chat/discord/limits/message.ts';
import { buttonStyle, component, componentsV2 } from '../../../adapters/chat/discord/limits/table.ts';

const flags = componentsV2;
const text = (content: string) => ({ type: 10, content });
const button = (more: object = {}) => ({ type: 2, style: 2, label: 'Stop', custom_id: 'stop', ...more });
const buttons = (many: number) => Array.from({ length: many }, (_, n) => button({ custom_id: `b${n}` }));
const row = (...components: object[]) => ({ type: 1, components });
const container = (...components: object[]) => ({ type: 17, components });
const section = (...texts: string[]) => ({ type: 9, components: texts.map(text), accessory: button() });
const message = (...components: object[]) => ({ flags, components });
const options = (many: number) => Array.from({ length: many }, (_, n) => ({ label: `o${n}`, value: `v${n}` }));
const select = (more: object = {}) => ({ type: 3, custom_id: 's', options: options(3), ...more });
const times = (many: number, each: object) => Array.from({ length: many }, () => each);

describe('a message that Discord takes', () => {
  it.each([
    ['content alone', { content: 'x'.repeat(2000) }],
    ['ten embeds of 6000 characters', { embeds: times(10, { description: 'x'.repeat(600) }) }],
    ['rows of buttons below content', { content: 'x', components: [row(...buttons(5))] }],
    ['a container with everything in it', message(container(text('a'), section('a', 'b', 'c'), { type: 14 }))],
    ['40 components', message(container(...times(39, text('x'))))],
    ['4000 characters', message(text('x'.repeat(2000)), text('x'.repeat(2000)))],
    ['a row of five buttons', message(row(...buttons(5)))],
    ['a select of 25', message(row(select({ options: options(25), placeholder: 'p'.repeat(150) })))],
    ['a link', message(row({ type: 2, style: 5, label: 'x', url: 'https://example.org' }))],
    ['a section with a picture', message({ ...section('a'), accessory: { type: 11, media: { url: 'https://x/y' } } })],
    ['mentions of nobody', { content: '@everyone', allowed_mentions: { parse: [] } }],
    ['a nonce', { content: 'x', nonce: 'n'.repeat(25), enforce_nonce: true }],
    ['fields nobody has heard of', { ...message({ ...text('x'), sparkle: 1 }), brand_new: true }],
  ])('%s', (_, body) => {
    expect(messageFaults(body)).toEqual([]);
  });
});

describe('a message that Discord refuses', () => {
  it.each([
    ['nothing at all', {}, /empty/],
    ['only white space', { content: ' \n ' }, /empty/],
    ['2001 characters', { content: 'x'.repeat(2001) }, /content: more than 2000/],
    ['eleven embeds', { embeds: times(11, { title: 'x' }) }, /embeds: more than 10/],
    ['6001 characters in embeds', { embeds: times(3, { description: 'x'.repeat(2001) }) }, /6000/],
    ['a description of 4097', { embeds: [{ description: 'x'.repeat(4097) }] }, /description: more than 4096/],
    ['26 embed fields', { embeds: [{ fields: times(26, { name: 'a', value: 'b' }) }] }, /fields: more than 25/],
    ['content beside components', { ...message(text('x')), content: 'x' }, /content beside/],
    ['embeds beside components', { ...message(text('x')), embeds: [{ title: 'x' }] }, /embeds beside/],
    ['no component', message(), /empty/],
    ['41 components', message(container(...times(34, text('x')), row(...buttons(5)))), /41 components/],
    ['41 counted through accessories', message(...times(13, section('x')), text('x'), text('x')), /41 components/],
    ['4001 characters', message(text('x'.repeat(4000)), text('x')), /4001 characters/],
    ['an empty text', message(text(' ')), /white space/],
    ['six buttons in a row', message(row(...buttons(6))), /more than 5/],
    ['an empty row', message(row()), /fewer than 1/],
    ['a select beside a button', message(row(select(), button())), /alone/],
    ['two selects in a row', message(row(select(), select({ custom_id: 't' }))), /alone/],
    ['26 options', message(row(select({ options: options(26) }))), /more than 25/],
    ['no option', message(row(select({ options: [] }))), /fewer than 1/],
    ['the same value twice', message(row(select({ options: [...options(2), ...options(1)] }))), /"v0" is there twice/],
    ['a custom_id of 101', message(row(button({ custom_id: 'x'.repeat(101) }))), /custom_id: more than 100/],
    ['an empty custom_id', message(row(button({ custom_id: '' }))), /custom_id/],
    ['the same custom_id twice', message(row(button()), row(button())), /"stop" is there twice/],
    ['the same id twice', message({ ...text('x'), id: 3 }, { ...text('y'), id: 3 }), /id 3 is there twice/],
    ['a label of 81', message(row(button({ label: 'x'.repeat(81) }))), /label: more than 80/],
    ['a button without a label', message(row(button({ label: undefined }))), /label or an emoji/],
    ['a button without a style', message(row(button({ style: undefined }))), /style/],
    ['a button that does nothing', message(row(button({ custom_id: undefined }))), /needs custom_id/],
    ['a link with a custom_id', message(row(button({ style: 5, url: 'https://x' }))), /has no custom_id/],
    ['a section without an accessory', message({ ...section('x'), accessory: undefined }), /accessory/],
    ['a section of four texts', message(section('a', 'b', 'c', 'd')), /more than 3/],
    ['a container in a container', message(container(container(text('x')))), /type/],
    ['a button outside a row', message(button()), /type/],
    ['a text input', message(row({ type: 4, custom_id: 'x', style: 1 })), /type/],
    ['components without the flag', { components: [text('x')] }, /type/],
    ['six rows without the flag', { content: 'x', components: times(6, row(button())) }, /components: more than 5/],
    ['a colour that is none', message({ ...container(text('x')), accent_color: 0x1000000 }), /accent_color/],
    ['a long nonce', { content: 'x', nonce: 'n'.repeat(26) }, /nonce/],
    ['people parsed and named', { content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } }, /at once/],
    ['no object', 'hello', /object/],
  ])('%s', (_, body, why) => {
    expect(messageFaults(body).join('\n')).toMatch(why);
  });
});

describe('an edit', () => {
  it('says only what changes: the flag of the message stays', () => {
    expect(messageFaults({ components: [text('x')] }, { flags })).toEqual([]);
    expect(messageFaults({ flags: 0, content: 'x' }, { flags, components: [text('y')] })).toEqual([
      'content: content beside Components V2',
    ]);
  });

  it('becomes components only when the content goes', () => {
    expect(messageFaults(message(text('x')), { content: 'y' })).toHaveLength(1);
    expect(messageFaults({ ...message(text('x')), content: null }, { content: 'y' })).toEqual([]);
  });
});

it('names the numbers as Discord does', () => {
  expect(componentsV2).toBe(MessageFlags.IsComponentsV2);
  expect(buttonStyle.danger).toBe(ButtonStyle.Danger);
  expect(component).toEqual({
    row: ComponentType.ActionRow,
    button: ComponentType.Button,
    stringSelect: ComponentType.StringSelect,
    textInput: ComponentType.TextInput,
    userSelect: ComponentType.UserSelect,
    roleSelect: ComponentType.RoleSelect,
    mentionableSelect: ComponentType.MentionableSelect,
    channelSelect: ComponentType.ChannelSelect,
    section: ComponentType.Section,
    text: ComponentType.TextDisplay,
    thumbnail: ComponentType.Thumbnail,
    gallery: ComponentType.MediaGallery,
    file: ComponentType.File,
    separator: ComponentType.Separator,
    container: ComponentType.Container,
    label: ComponentType.Label,
    upload: ComponentType.FileUpload,
    radios: ComponentType.RadioGroup,
    checkboxes: ComponentType.CheckboxGroup,
    checkbox: ComponentType.Checkbox,
  });
});
