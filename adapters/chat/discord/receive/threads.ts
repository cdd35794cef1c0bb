import type { Api } from '../send/api.ts';
import type { Access } from './gateway.ts';
import { threadKinds, type Words } from './wire.ts';

/** A message in a thread names the thread alone: with the channel that it belongs to. */
export async function inThread(
  words: Words,
  access: Pick<Access, 'parentOf'>,
  api: Pick<Api, 'channel'>,
): Promise<Words> {
  if (words.place === 'direct') return words;
  const { parent } = access.parentOf(words.channel) ?? (await lookUp(words.channel, api));
  return parent === undefined ? words : { ...words, channel: parent, thread: words.channel };
}

async function lookUp(channel: string, api: Pick<Api, 'channel'>): Promise<{ readonly parent: string | undefined }> {
  const { kind, parent } = await api.channel(channel);
  return { parent: threadKinds.includes(kind) ? parent : undefined };
}
