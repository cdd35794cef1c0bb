import {
  type Answer,
  type Chat,
  type Choice,
  type Completion,
  type Desk,
  type Form,
  type Heard,
  isLocale,
  said,
  type View,
  verbatim,
} from '#kit';
import { fixtures } from '../golden/views.ts';

const images: readonly Choice[] = [
  { value: 'base-image', about: '12 GB, yesterday' },
  { value: 'base-image-2', about: '14 GB, a week ago' },
  { value: 'train', about: '80 GB, today' },
];
const commands: readonly Choice[] = [
  { value: 'gpu start', about: 'Start a GPU machine' },
  { value: 'gpu stop', about: 'Remove a GPU machine' },
  { value: 'gpu list', about: 'Machines' },
];

export const startForm: Form = {
  command: 'gpu start',
  title: 'Start a GPU machine',
  note: 'Either an image or a disk',
  fields: [
    { name: 'image', label: 'Image', kind: 'text', required: true, searchable: true, choices: images },
    { name: 'name', label: 'Name', kind: 'text', required: false, searchable: false, value: 'gpu-vm-1' },
    {
      name: 'term',
      label: 'Spot or on demand',
      kind: 'one-of',
      required: true,
      searchable: false,
      value: 'spot',
      choices: [{ value: 'spot', about: '≈ 92 ₽/h' }, { value: 'on-demand' }],
    },
    { name: 'hours', label: 'Hours', kind: 'whole', required: false, searchable: false },
    { name: 'size', label: 'Disk', kind: 'size', required: false, searchable: false },
    { name: 'lease', label: 'For how long', kind: 'duration', required: false, searchable: false },
    { name: 'address', label: 'Public address', kind: 'flag', required: false, searchable: false, value: 'true' },
    { name: 'token', label: 'Token', kind: 'secret', required: false, searchable: false },
  ],
};

const secretSaid: Answer = {
  kind: 'view',
  view: { title: '--pin is a secret', tone: 'bad', blocks: [] },
  outcome: { ok: false, reason: { code: 'usage', said: said(verbatim('--pin is a secret')), secret: true } },
};

/** A desk that knows three commands by heart, and writes down what it heard. */
export function scriptedDesk() {
  const heard: Heard[] = [];
  const cards: { readonly key: string; readonly where: Heard['where'] }[] = [];
  let chat: Chat | undefined;
  const say = (view: View, ok = true): Answer => ({
    kind: 'view',
    view,
    outcome: ok
      ? { ok: true }
      : { ok: false, reason: { code: 'usage', said: { en: view.title, ru: view.title, ko: view.title } } },
  });
  const fixture = (name: string): View => {
    const found = fixtures.find((one) => one.name === name);
    if (!found) throw new Error(`no fixture ${name}`);
    return found.view;
  };

  async function begin(asked: Heard): Promise<Answer> {
    const card = { key: `op-${cards.length + 1}`, where: asked.where };
    cards.push(card);
    await chat?.post(card.where, fixture('going'), card.key);
    return { kind: 'began', operation: card.key, view: fixture('going') };
  }

  function start(args: Readonly<Record<string, string>>, asked: Heard): Promise<Answer> | Answer {
    if (!args.image) return { kind: 'form', form: startForm };
    if (images.some(({ value }) => value === args.image)) return begin(asked);
    return say(
      {
        title: `No image "${args.image}" in practice`,
        tone: 'bad',
        blocks: [{ kind: 'note', text: 'Nearest: base-image' }],
        buttons: [{ label: 'Start base-image', press: { command: 'gpu start', args: { image: 'base-image' } } }],
      },
      false,
    );
  }

  const speak = (locale: string): Answer => ({
    ...say(fixture('only-a-title')),
    ...(isLocale(locale) ? { locale } : {}),
  });

  const desk: Desk = {
    catalogue: async () => [],
    async hear(asked) {
      heard.push(asked);
      if ('words' in asked.body) {
        const words = asked.body.words.replace(/^\//, '');
        const [, image = ''] = /^gpu start ?(.*)$/.exec(words) ?? [];
        if (words.startsWith('gpu start')) return start({ image }, asked);
        if (words.startsWith('gpu list')) return say(fixture('list'));
        if (words.startsWith('hoist lang ')) return speak(words.slice(11));
        if (words.startsWith('show ')) return say(fixture(words.slice(5)));
        if (words.includes('--pin ')) return secretSaid;
        return say({ title: `There is no "${words}"`, tone: 'bad', blocks: [] }, false);
      }
      const { command, args } = 'press' in asked.body ? asked.body.press : asked.body.filled;
      if (command === 'gpu start') return start(args, asked);
      if (command === 'hoist lang') return speak(args.language ?? '');
      return say({ title: `${command} ${Object.values(args).join(' ')}`, tone: 'plain', blocks: [] });
    },
    async complete(line): Promise<readonly Completion[]> {
      const from = line.startsWith('/') ? 1 : 0;
      const typed = line.slice(from);
      const [, image] = /^gpu start (\S*)$/.exec(typed) ?? [];
      const [list, start] = image === undefined ? [commands, from] : [images, line.length - image.length];
      return list
        .filter(({ value }) => value.startsWith(line.slice(start)) && value !== line.slice(start))
        .map(({ value, about }) => ({ from: start, text: value, ...(about === undefined ? {} : { about }) }));
    },
    choices: async (_command, _field, typed) => images.filter(({ value }) => value.includes(typed)),
  };

  return {
    desk,
    heard,
    cards,
    /** The chat where the cards of what began are posted. */
    postsTo(to: Chat): void {
      chat = to;
    },
    /** Shows the card of the newest operation as this fixture. */
    async shows(name: string): Promise<void> {
      const card = cards.at(-1);
      if (!card || !chat) throw new Error('nothing began');
      await chat.edit(card.where, await chat.post(card.where, fixture(name), card.key), fixture(name));
    },
  };
}
