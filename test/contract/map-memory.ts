import type { Memory } from '#kit';

/** What a chat keeps, in a map that outlives the chat; values go through JSON as they do in a file. */
export function mapMemory(): Memory {
  const kept = new Map<string, string>();
  const read = (text: string | undefined): unknown => (text === undefined ? undefined : JSON.parse(text));
  return {
    put: async (key, value) => void kept.set(key, JSON.stringify(value)),
    jot: async (key, value) => void kept.set(key, JSON.stringify(value)),
    async add(key, value) {
      const isNew = !kept.has(key);
      if (isNew) kept.set(key, JSON.stringify(value));
      return isNew;
    },
    get: async (key) => read(kept.get(key)),
    all: async (prefix) =>
      [...kept]
        .filter(([key]) => key.startsWith(prefix))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, text]) => [key, read(text)] as const),
    forget: async (key) => void kept.delete(key),
  };
}
