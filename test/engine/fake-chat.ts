import type { Chat, Place, View } from '../../src/kit.ts';

export interface FakeChat extends Chat {
  /** Every view a message has shown, oldest first, by the key it was posted with. */
  readonly messages: Map<string, View[]>;
  readonly places: Map<string, Place>;
  /** Throws, before or after the effect, when a test wants that. */
  before: (what: 'post' | 'edit') => void | Promise<void>;
  after: (what: 'post' | 'edit') => void;
}

export function fakeChat(name = 'web'): FakeChat {
  const messages = new Map<string, View[]>();
  const places = new Map<string, Place>();
  const chat: FakeChat = {
    name,
    messages,
    places,
    before: () => undefined,
    after: () => undefined,
    listen: async () => undefined,
    async post(where, view, key) {
      await chat.before('post');
      messages.set(key, [...(messages.get(key) ?? []), view]);
      places.set(key, where);
      chat.after('post');
      return `ref ${key}`;
    },
    async edit(_where, ref, view) {
      await chat.before('edit');
      const key = ref.slice('ref '.length);
      messages.set(key, [...(messages.get(key) ?? []), view]);
      chat.after('edit');
    },
    ask: async () => undefined,
    close: async () => undefined,
  };
  return chat;
}

export const cards = (chat: FakeChat): readonly string[] =>
  [...chat.messages.keys()].filter((key) => key.endsWith('.card'));
export const pings = (chat: FakeChat): readonly string[] =>
  [...chat.messages.keys()].filter((key) => key.includes('.ping.'));
export const shown = (chat: FakeChat, key: string): View => {
  const view = chat.messages.get(key)?.at(-1);
  if (!view) throw new Error(`${key} was never posted`);
  return view;
};
